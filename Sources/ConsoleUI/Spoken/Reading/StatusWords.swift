import Cells
import Comms
import ConsoleCore
import Domain
import PlaybookEngine
import Settings

extension State {
  /// What burns first, then the services, the incidents with their clocks, the step, and what waits for the person.
  var statusWords: [SafeText] {
    let others: [SafeText] =
      !isCollecting && !settings.services.isEmpty ? ["another console probes and sends"] : []
    return statusLines + others + (tourStep.map { ["tour: \($0.spoken)"] } ?? [])
  }

  /// The same without what is not known at the very beginning.
  var statusLines: [SafeText] {
    var lines: [SafeText] = []
    if let problem = recording.problem {
      let (unsaved, lost) = (recording.unsavedCount, recording.inMemoryCount)
      if lost > 0 { lines.append("\(lost) events NOT SAVED, kept in memory, tried again: \(problem)") }
      if unsaved > lost {
        lines.append("\(unsaved - lost) events PENDING, safe beside the record: \(problem)")
      }
      if recording.canMakeRoom { lines.append("make-room gives up what is set aside for a full disk") }
    }
    let roots = board.ranked.filter { $0.state.isBad && $0.via == nil }
    let isUnseen = board.tally.keys.allSatisfy { $0 == .unknown } && !settings.services.isEmpty
    lines.append(
      isUnseen
        ? "\(counted(settings.services.count, "service")), not looked at yet" : "services: \(tallyWords)")
    lines += roots.prefix(5).compactMap { board.status(of: $0.id).map { trouble($0) } }
    if roots.count > 5 { lines.append("and \(roots.count - 5) more; services reads them") }
    let open = openIncidents
    if open.isEmpty { lines.append("no incident is open") }
    lines += open.filter { $0.id == focus }.map { incidentLine($0) }
    lines += open.filter { $0.id != focus }.map { incidentLine($0) }
    if incident?.isOpen == true, let run, let current = run.current {
      lines.append(stepTitle(current))
      lines += clockWords
    }
    if let waiting = waitingWords { lines.append(waiting) }
    return lines
  }

  /// An incident in one sentence: how bad, what, in which state, for how long, who, and the next update.
  func incidentLine(_ incident: Incident) -> SafeText {
    let began = incident.impactStartedAt ?? incident.declaredAt ?? now
    let length = ((incident.resolvedAt ?? now) - began).spokenText
    let commander: SafeText = incident.commander.map { "commander \($0)" } ?? "NO commander"
    return
      "\(incident.name) \(incident.severity.word) \(incident.title): \(incident.state.rawValue), \(length), \(commander)"
      + updateClockWords(incident)
  }

  private func updateClockWords(_ incident: Incident) -> SafeText {
    guard incident.isOpen else { return "" }
    let at: SafeText = "\(incident.nextUpdateAt?.minuteText ?? "") UTC"
    switch incident.updateClockLevel(now: now) {
    case .none: return ", no update due"
    case .fine(let left), .warning(let left): return ", update due in \(left.spokenText), \(at)"
    case .due: return ", update DUE NOW"
    case .overdue: return ", update OVERDUE since \(at)"
    }
  }

  /// Clocks that are past a limit.
  var clockWords: [SafeText] {
    guard let incident, let run else { return [] }
    return run.clocks(at: now, incident: incident).filter { $0.level > .running }.map { clock in
      let hard: SafeText = clock.hard.map { " of \($0.spokenText)" } ?? ""
      let late: SafeText = clock.level == .overdue ? "OVERDUE, " : ""
      return "clock: \(clock.title): \(late)\(clock.used.spokenText)\(hard) used"
    }
  }

  /// What waits for the person at the keyboard.
  private var waitingWords: SafeText? {
    if let handoff = handoffToMe {
      return "\(handoff.from) hands the command to you: accept reads the brief and asks"
    }
    if let item = undelivered.last {
      return "update \(item.number) NOT SENT on \(item.channel): resend sends it again"
    }
    return incident?.handoff.map { "the command is offered to \($0.to), not accepted yet" }
  }
}
