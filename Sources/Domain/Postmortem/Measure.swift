/// One number of an incident, with what it rests on.
package struct Measure: Sendable, Equatable, Identifiable {
  package var kind: Kind
  package var value: Value
  /// What the number was taken from, in words; or what is missing for it.
  package var base: String

  package var id: Kind { kind }

  package enum Kind: Sendable, Hashable {
    case timeToDetect, timeToAcknowledge, timeToMitigate, timeToResolve, timeToFirstUpdate
    case updatesInTime
    case inSeverity(Severity)
    case withoutCommander
  }

  package enum Value: Sendable, Equatable {
    case recorded(Duration)
    case count(Int, of: Int)
    /// It can still come: the incident is open.
    case pending
    /// The incident is over and nobody said.
    case notRecorded
    case notApplicable
    case invalid(reason: String)
  }

  package init(kind: Kind, value: Value, base: String) {
    self.kind = kind
    self.value = value
    self.base = base
  }

  /// The number's name as a person says it.
  package var name: String {
    switch kind {
    case .timeToDetect: "time to detect"
    case .timeToAcknowledge: "time to acknowledge"
    case .timeToMitigate: "time to mitigate"
    case .timeToResolve: "time to resolve"
    case .timeToFirstUpdate: "time to first update"
    case .updatesInTime: "updates in time"
    case .inSeverity(let severity): "time in \(severity.word)"
    case .withoutCommander: "time without a commander"
    }
  }

  /// The field's abbreviation, where it has one.
  package var abbreviation: String? {
    switch kind {
    case .timeToDetect: "TTD"
    case .timeToAcknowledge: "TTA"
    case .timeToMitigate: "TTM"
    case .timeToResolve: "TTR"
    case .timeToFirstUpdate, .updatesInTime, .inSeverity, .withoutCommander: nil
    }
  }

  /// The value in words; what is not known says so and is never 0.
  package var text: String {
    switch value {
    case .recorded(let duration): duration.spokenText
    case .count(let count, let all): "\(count) of \(all)"
    case .pending: "pending"
    case .notRecorded: "not recorded"
    case .notApplicable: "not applicable"
    case .invalid(let reason): "not valid: \(reason)"
    }
  }
}

extension Duration {
  /// Two units at most, as in `41 s`, `16 min 41 s`, `1 h 30 min`, `2 d 3 h`; rounded down to the second.
  package var spokenText: String {
    let seconds = Int(abs(milliseconds) / 1000)
    let sign = milliseconds <= -1000 ? "-" : ""
    let units = [
      (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s"),
    ]
    guard let largest = units.firstIndex(where: { $0.0 > 0 }) else { return "0 s" }
    return sign
      + units[largest...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}
