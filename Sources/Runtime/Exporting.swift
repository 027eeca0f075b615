import Clients
import ConsoleCore
import Domain
import Exports

extension EffectRunner {
  /// Writes the incident as Markdown and JSON into the export folder, with their SHA-256 for `sha256sum -c`, on a thread
  /// of its own.
  func export(number: Int, home: String?, events: [RecordedEvent]) {
    exports.begin { [self] isWanted in write(number: number, home: home, events: events, isWanted) }
  }

  private func write(number: Int, home: String?, events: [RecordedEvent], _ isWanted: () -> Bool) {
    guard let id = events.first?.event.incident,
      let incident = Incident(id: id, number: number, home: home, events: events)
    else {
      return
    }
    let exported = ExportedIncident(incident: incident, isDemo: world.isDemo)
    var files = [ExportFormat.markdown, .json].map { format in
      (name: exported.fileName(format), text: Exports.export(exported, as: format))
    }
    let paths = files.map { "\(world.exportFolder)/\($0.name)" }
    files.append(
      (name: "\(exported.fileName(.json).dropLast(".json".count)).sha256", text: manifest(of: files)))
    for file in files {
      guard isWanted() else { return }
      do throws(FileFailure) {
        try world.files.write("\(world.exportFolder)/\(file.name)", file.text)
      } catch {
        inbox.post(.exportFailed(reason: error.words))
        return
      }
    }
    inbox.post(.exported(paths: paths))
  }
}
