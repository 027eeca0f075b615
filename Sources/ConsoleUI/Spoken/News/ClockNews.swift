import Cells
import Comms
import ConsoleCore
import Domain
import PlaybookEngine

/// What clocks have reached: the update that is due, and the limits of the playbook.
func clockNews(from before: State, to after: State) -> [SafeText] {
  after.openIncidents.flatMap { incident -> [SafeText] in
    guard let then = before.incidents[incident.id] else { return [] }
    let name: SafeText = incident.id == after.focus ? "" : "\(incident.name): "
    var lines: [SafeText] = []
    let (old, new) = (
      then.incident.updateClockLevel(now: before.now), incident.updateClockLevel(now: after.now)
    )
    if new.rank > old.rank || (new.rank > 0 && incident.nextUpdateAt != then.incident.nextUpdateAt),
      let words = updateWords(new, incident)
    {
      lines.append(name + words)
    }
    let earlier = then.run?.clocks(at: before.now, incident: then.incident) ?? []
    let clocks = after.incidents[incident.id]?.run?.clocks(at: after.now, incident: incident) ?? []
    lines += clocks.compactMap { clock in
      let level = earlier.first { $0.id == clock.id }?.level ?? .running
      return clock.level > level ? name + limitWords(clock, after.incidents[incident.id]?.run) : nil
    }
    return lines
  }
}

private func updateWords(_ level: UpdateClockLevel, _ incident: Incident) -> SafeText? {
  switch level {
  case .none, .fine: nil
  case .warning(let left): "update due in \(left.spokenText)"
  case .due: "update DUE NOW; update opens it"
  case .overdue:
    "update OVERDUE since \(incident.nextUpdateAt?.minuteText ?? "") UTC; update opens it"
  }
}

private func limitWords(_ clock: RunningClock, _ run: PlaybookRun?) -> SafeText {
  guard clock.level == .overdue else {
    let hard: SafeText = clock.hard.map { " of \($0.spokenText)" } ?? ""
    return "clock: \(clock.title): \(clock.used.spokenText)\(hard) used"
  }
  let place = clock.opens.flatMap { opens in run?.steps.firstIndex { $0.id == opens } }
  let decide: SafeText = place.map { "; decide now, step \($0 + 1)" } ?? ""
  return "clock: \(clock.title): OVERDUE, the limit of \(clock.hard?.spokenText ?? "") is past\(decide)"
}

extension UpdateClockLevel {
  fileprivate var rank: Int {
    switch self {
    case .none, .fine: 0
    case .warning: 1
    case .due: 2
    case .overdue: 3
    }
  }
}
