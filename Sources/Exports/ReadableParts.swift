import Comms
import Domain

/// A moment with its date, to the second, in UTC.
func timeText(_ moment: Timestamp) -> String { "\(moment.dateText) \(moment.timeText)" }

extension TimelineEntry {
  /// When it was entered, and what it was first noted as; empty where that says nothing new.
  var enteredText: String {
    guard isBackdated else { return "" }
    let entered = timeText(event.recordedAt)
    return happenedAt == event.happenedAt
      ? entered : "\(entered), first noted as \(timeText(event.happenedAt))"
  }

  /// Who entered it: the login, and whom it was done for; a machine by its kind.
  var who: String {
    switch event.source {
    case .person: event.actor.onBehalfOf.map { "\($0) (typed by \(event.actor.login))" } ?? event.actor.login
    case .probe, .timer, .playbook, .command, .import, .drill: event.source.rawValue
    }
  }

  /// What it said at first, where the wording was corrected.
  var firstWording: String? {
    guard correctedText != nil else { return nil }
    return event.body.sentence
  }
}

extension SentUpdate {
  /// What became of it on each channel, by name.
  var deliveryTexts: [String] {
    deliveries.sorted { $0.key < $1.key }.map { channel, delivery in
      switch delivery {
      case .queued: "\(channel): queued, no result recorded"
      case .sent(let moment): "\(channel): sent \(timeText(moment)) UTC"
      case .failed(let reason): "\(channel): NOT SENT, \(reason)"
      }
    }
  }
}

extension Incident {
  /// The facts at the head of a readable export; what is unknown says so.
  var headFacts: [(name: String, value: String)] {
    func moment(_ moment: Timestamp?) -> String { moment.map { timeText($0) + " UTC" } ?? "not recorded" }
    var facts = [
      ("Severity", severity.word), ("State", state.rawValue), ("Declared", moment(declaredAt)),
      ("Impact start", moment(impactStartedAt)), ("Detected", moment(detectedAt)),
      ("Mitigated", moment(mitigatedAt)), ("Resolved", moment(resolvedAt)),
      ("Commander", commander ?? "not recorded"),
      ("Services", services.isEmpty ? "not recorded" : services.map(\.rawValue).joined(separator: ", ")),
    ]
    if let playbook {
      facts.append(("Playbook", "\(playbook.title) (\(playbook.playbook), version \(playbook.version))"))
    }
    if let mergedInto { facts.append(("Merged into", mergedInto.name)) }
    if !related.isEmpty { facts.append(("Related to", related.map(\.name).joined(separator: ", "))) }
    return facts
  }
}
