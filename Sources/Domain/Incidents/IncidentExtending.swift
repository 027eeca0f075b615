extension Incident {
  /// Takes in an event that was entered after all that are here; false, with nothing changed, where only the fold of
  /// all events can tell what it does.
  ///
  /// One more event then costs the same on a timeline of any length.
  package mutating func extend(by recorded: RecordedEvent) -> Bool {
    guard recorded.event.incident == id, !recorded.isPending, comesLast(recorded), recorded.event.standsAlone
    else {
      return false
    }
    let entry = TimelineEntry(recorded)
    apply(entry)
    deliver(entry)
    keep(entry)
    let place = timeline.lastIndex { $0.happenedAt <= entry.happenedAt }
    timeline.insert(entry, at: place.map { $0 + 1 } ?? 0)
    return true
  }

  /// Remembers what would have to be looked for on the whole timeline.
  mutating func keep(_ entry: TimelineEntry) {
    switch entry.event.body {
    case .comms(let body) where body.kind == .queued: queued.append(entry)
    case .clockJump: hasClockJump = true
    default: break
    }
    let position = entry.recorded.position
    guard !entry.recorded.isPending, position.number > heads[position.database]?.position.number ?? .min
    else { return }
    heads[position.database] = entry.recorded
  }

  /// Within one database the order of entry is that of the numbers; a clock that was moved changes the other order.
  private func comesLast(_ recorded: RecordedEvent) -> Bool {
    guard heads.count == 1, let last = heads[recorded.position.database], !hasClockJump else { return false }
    return last.position.globalNumber < recorded.position.globalNumber
      && last.position.number < recorded.position.number
  }
}

extension Event {
  /// False where it changes what others say, or where others may have spoken of it before.
  fileprivate var standsAlone: Bool {
    guard corrects == nil else { return false }
    switch body {
    case .correction, .pin, .redaction, .clockJump: return false
    case .comms(let body): return body.kind != .drafted
    case .declared, .severitySet, .stateSet, .milestone, .role, .playbookStarted, .step, .decisionTaken,
      .timer, .update, .serviceChanged, .commandRun, .note, .link, .followup, .postmortemLine, .signal,
      .suppression, .relation, .drillInject, .drillRating, .removed, .unknown:
      return true
    }
  }
}

extension TimelineEntry {
  /// An event of which no other speaks.
  fileprivate init(_ recorded: RecordedEvent) {
    self.init(
      recorded: recorded, happenedAt: recorded.event.happenedAt,
      isPinned: recorded.event.isKey || recorded.event.body.isTurningPoint)
  }
}
