import Cells
import ConsoleCore
import Domain
import PlaybookEngine

extension ServiceState {
  /// A mark of its own beside the word, so that no state is shown by colour alone.
  var glyph: SafeText {
    switch self {
    case .ok: "."
    case .degraded: "!"
    case .down: "x"
    case .unknown: "?"
    case .maintenance: "m"
    }
  }

  var label: SafeText { "\(word)" }

  /// Mark and word together, as in `x DOWN`.
  var markedWord: SafeText { Self.markedWords[urgency] }

  private static let markedWords = allCases.sorted { $0.urgency < $1.urgency }.map {
    "\($0.glyph) \($0.label)" as SafeText
  }

  var style: Style {
    switch self {
    case .ok: Style(.ok)
    case .degraded: Style(.degraded)
    case .down: Style(.down, .bold)
    case .unknown: Style(.unknown)
    case .maintenance: Style(.maintenance)
    }
  }
}

extension ServiceStatus {
  /// How long the state has held, as in `12m`; all ages grow together when a second begins, in one frame.
  func age(at now: Timestamp) -> String { since.map { (now.wholeSecond - $0.wholeSecond).ageText } ?? "-" }
}

extension Severity {
  var label: SafeText { "\(word)" }

  var style: Style {
    switch self {
    case .sev1: Style(.sev1, .bold)
    case .sev2: Style(.sev2, .bold)
    case .sev3: Style(.sev3, .bold)
    }
  }
}

extension StepRun {
  /// The box before a step: shape first, colour second.
  var box: SafeText {
    switch state {
    case .pending, .active: "[ ]"
    case .done: isOverridden ? "[~]" : isSensed ? "[=]" : "[x]"
    case .failed: "[!]"
    case .skipped: "[/]"
    case .deferred: "[>]"
    case .inactive: "[-]"
    }
  }

  var style: Style {
    switch state {
    case .active: Style(.text, .bold)
    case .pending: .text
    case .done, .skipped, .deferred, .inactive: .dim
    case .failed: Style(.down, .bold)
    }
  }
}

extension TimelineEntry {
  /// The mark of a line: what kind of thing it is, at a glance.
  var mark: SafeText {
    if isRetracted { return "-" }
    if isPinned { return "*" }
    switch event.body {
    case .serviceChanged(let body): return body.to == .ok ? "." : "!"
    case .comms: return ">"
    case .timer: return "!"
    case .update(let body): return body.kind == .overdue ? "!" : " "
    case .step(let body): return body.kind == .failed ? "!" : " "
    default: return " "
    }
  }

  var style: Style {
    if isRetracted { return .dim }
    switch event.body {
    case .serviceChanged(let body): return Style(body.to.style.role)
    case .update(let body): return body.kind == .overdue ? Style(.warning) : .dim
    case .timer(let body): return body.kind == .hard ? Style(.warning) : .dim
    case .note: return .text
    case .declared, .severitySet, .stateSet, .milestone, .decisionTaken: return Style(.text, .bold)
    case .signal(let body): return body.kind == .raised ? Style(.warning) : .dim
    case .suppression, .removed: return .dim
    case .step, .role, .playbookStarted, .comms, .commandRun, .link, .correction, .pin, .followup,
      .postmortemLine, .clockJump, .relation, .drillInject, .drillRating, .redaction, .unknown:
      return .text
    }
  }
}

/// A number with its unit, short enough for a column: seconds become ms where they are few.
func measured(_ value: Double, _ name: String) -> SafeText {
  switch name {
  case "latency", "replication_lag", "dns", "connect", "tls", "first_byte", "duration", "backup_age":
    return duration(value)
  case "disk_used": return "\(Int(value.rounded()))%"
  case "cert_days": return "\(Int(value.rounded(.down)))d"
  default: return number(value)
  }
}

/// A number without needless digits.
func number(_ value: Double) -> SafeText {
  guard value.isFinite else { return "-" }
  guard abs(value) < 1e15 else { return "\(value)" }
  if value == value.rounded() { return "\(Int(value))" }
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(abs(tenths % 10))"
}

/// Seconds with the unit in which they are read at a glance.
func duration(_ seconds: Double) -> SafeText {
  guard seconds.isFinite else { return "-" }
  switch seconds {
  case ..<0.001: return "<1ms"
  case ..<1: return "\(Int((seconds * 1000).rounded()))ms"
  case ..<60: return "\(number(seconds))s"
  default: return "\(Duration.seconds(seconds).ageText)"
  }
}
