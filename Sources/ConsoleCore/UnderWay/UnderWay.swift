package import Cells
import Comms
import PlaybookEngine
package import Domain

/// Something that takes its time, for the line at the foot.
package struct UnderWay: Sendable, Equatable {
  package var what: SafeText
  package var since: Timestamp
  /// Whether the key that stops things stops it now; a form in front takes that key for itself, and what was sent
  /// can't be called back.
  package var canBeStopped: Bool
}

/// What the world was asked for and has not answered.
package enum Wait: Sendable, Hashable {
  case export, history
  case incident(IncidentID)
  /// All timelines, for a text.
  case search(String)

  fileprivate var words: SafeText {
    switch self {
    case .export: "writing the export"
    case .history: "reading the history"
    case .incident: "reading the incident"
    case .search: "searching all timelines"
    }
  }
}

extension State {
  /// What has taken longer than a person takes for at once; of several, what began first.
  package var underWay: UnderWay? {
    let slow = [slowCommand, slowWait, slowDelivery].compactMap { $0 }
    return slow.filter { now - $0.since >= Self.atOnce }.min { $0.since < $1.since }
  }

  /// When the next thing that is under way has to be told of.
  var nextUnderWay: Timestamp? {
    let starts = waits.values.map(\.self) + commands.values.filter(\.isRunning).map(\.startedAt)
    return starts.map { $0 + Self.atOnce }.filter { $0 > now }.min()
  }

  /// Asks the world for something that may take its time.
  mutating func ask(for wait: Wait, _ effect: Effect) -> [Effect] {
    waits[wait] = now
    return [effect]
  }

  mutating func loadFailed(_ reason: String) {
    waits = waits.filter { $0.key == .export }
    warn("\(reason)")
  }

  /// Stops the command that runs, else the wait for what the world was asked for.
  mutating func stopUnderWay() -> [Effect] {
    if let runningCommand { return cancel(runningCommand) }
    let isExporting = waits[.export] != nil
    waits = [:]
    tell(isExporting ? "the export is stopped" : "not waited for any longer")
    return isExporting ? [.cancelExport] : []
  }

  private var slowCommand: UnderWay? {
    guard let command = commands.values.filter(\.isRunning).min(by: { $0.startedAt < $1.startedAt }) else {
      return nil
    }
    let place = incidents[command.incident]?.run?.steps.firstIndex { $0.id == command.step }
    let step: SafeText = place.map { " of step \($0 + 1)" } ?? ""
    return UnderWay(
      what: "running the command\(step)", since: command.startedAt,
      canBeStopped: dialog == nil && command.incident == focus)
  }

  private var slowWait: UnderWay? {
    waits.min { $0.value < $1.value }.map { wait, since in
      UnderWay(what: wait.words, since: since, canBeStopped: canBeStopped(wait))
    }
  }

  /// Whoever leaves the filter does not wait for what it looks for either.
  private func canBeStopped(_ wait: Wait) -> Bool {
    if case .search = wait, case .filter = dialog { return true }
    return dialog == nil
  }

  private var slowDelivery: UnderWay? {
    guard let incident, outbox.attempts.contains(where: \.value.isInFlight) else { return nil }
    return outboxItems(of: incident).first { $0.state == .sending }.map { item in
      UnderWay(
        what: "sending update \(item.number) to \(item.channel)", since: item.queuedAt, canBeStopped: false)
    }
  }

  private static let atOnce: Duration = .milliseconds(300)
}
