import Clients
import ConsoleCore
import Domain
import Exports

extension EffectRunner {
  /// Writes the incident as Markdown and JSON into the export folder.
  func export(number: Int, events: [RecordedEvent]) {
    guard let id = events.first?.event.incident,
      let incident = Incident(id: id, number: number, events: events)
    else {
      return
    }
    let exported = ExportedIncident(incident: incident, isDemo: world.isDemo)
    var paths: [String] = []
    for format in [ExportFormat.markdown, .json] {
      let path = "\(world.exportFolder)/\(exported.fileName(format))"
      do throws(FileFailure) {
        try world.files.write(path, Exports.export(exported, as: format))
        paths.append(path)
      } catch {
        inbox.post(.exportFailed(reason: error.words))
        return
      }
    }
    inbox.post(.exported(paths: paths))
  }
}
