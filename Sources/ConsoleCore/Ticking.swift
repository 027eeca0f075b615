import Cells
import Comms
package import Domain
import PlaybookEngine
import Settings

extension State {
  /// Does what the passing of time asks for: probes, clocks, retries.
  mutating func tick() -> [Effect] {
    var effects = recordChanges(board.advance(to: now))
    closeHintsInTrouble()
    effects += loadRest()
    effects += probeDue()
    effects += retryRecording()
    effects += lookAtSpool()
    effects += sendDue()
    effects += lookAfterClocks()
    effects += repeatPolls()
    if !isCollecting, nextCollectingAttempt <= now {
      nextCollectingAttempt = (now + Self.collectingEvery).wholeSecond
      effects.append(.tryToCollect)
    }
    if nextLookAround <= now {
      // With the clock's own wake-up, not beside it.
      nextLookAround = (now + (others.isEmpty ? Self.lookOutEvery : Self.lookAroundEvery)).wholeSecond
      effects.append(.lookAround(presence))
    }
    if isCollecting, now - lastRemembered >= Self.rememberEvery {
      lastRemembered = now.wholeSecond
      effects.append(.remember(board.lastSeen))
    }
    return effects
  }

  /// When `tick` has something to do next, apart from the second hand of the clocks.
  package var nextTick: Timestamp {
    [
      board.nextDue, board.nextRipening, recording.retryAt, recording.nextLookAtSpool,
      outbox.nextRetry, nextUnderWay, nextLookAround,
      isCollecting ? lastRemembered + Self.rememberEvery : nextCollectingAttempt,
    ].compactMap { $0 }.min() ?? now + .seconds(1)
  }

  /// Puts what the services did on the record: on every open incident, or on the database's own timeline.
  mutating func recordChanges(_ changes: [ServiceChange]) -> [Effect] {
    guard isCollecting, !changes.isEmpty else { return [] }
    let open = openIncidents.map(\.id)
    if let incident, incident.isOpen, incident.state != .monitoring, isWellAgain(incident) {
      tell(
        "every service of \(incident.name) is well again; \(keys.name(of: .changeState)) moves it on to monitoring"
      )
    }
    let events = changes.flatMap { change in
      (open.isEmpty ? [nil] : open.map(Optional.some)).map { incident in
        event(.serviceChanged(change), in: incident, source: .probe)
      }
    }
    return record(events)
  }

  private func isWellAgain(_ incident: Incident) -> Bool {
    let states = incident.services.compactMap { board.status(of: $0)?.state }
    return !states.isEmpty && states.allSatisfy { $0 == .ok }
  }

  /// Records what the clocks of the open incidents have reached, once.
  private mutating func lookAfterClocks() -> [Effect] {
    guard isCollecting, recording.waiting.isEmpty else { return [] }
    var effects: [Effect] = []
    for incident in openIncidents {
      if let due = incident.nextUpdateAt, incident.overdueRecorded != due,
        case .overdue = incident.updateClockLevel(now: now)
      {
        let clock = UpdateClock(kind: .overdue, dueAt: due)
        effects += record([event(.update(clock), in: incident.id, happenedAt: due, source: .timer)])
      }
      guard let run = incidents[incident.id]?.run else { continue }
      let board = board
      let now = now
      effects += record(run.timerEvents(at: now, incident: incident), in: incident.id, source: .timer)
      effects += record(
        run.sensed(at: now) { board.truth(of: $0, at: now) }, in: incident.id, source: .playbook)
    }
    return effects
  }

  mutating func recordClockJump(_ distance: Duration) -> [Effect] {
    warn("this host's clock moved by \(distance.clockText); recorded")
    // What waits for a time of this process waits as long as before.
    recording.shift(by: distance)
    services.rest()
    nextCollectingAttempt = nextCollectingAttempt + distance
    lastRemembered = lastRemembered + distance
    let open: [IncidentID?] = openIncidents.map(\.id)
    return record(
      (open.isEmpty ? [nil] : open).map { event(.clockJump(ClockJump(by: distance)), in: $0, source: .timer) }
    )
  }

  /// Takes a new configuration into use; what is known of the services stays.
  mutating func reload(_ settings: Configuration, _ library: PlaybookLibrary) -> [Effect] {
    let mouse = followMouse(from: self.settings.mouse, to: settings.mouse)
    self.settings = settings
    keys = keys.isSpoken ? KeyTable(settings.keys).spoken : KeyTable(settings.keys)
    self.library = library
    settingsProblem = nil
    board.replaceServices(settings.services, components: settings.components)
    tell("configuration read again: \(settings.services.count) services")
    return mouse + probeDue()
  }

  /// What a console that was killed leaves is taken over within two seconds.
  private static let collectingEvery: Duration = .seconds(1)
  /// In company: who has gone is not shown for long as somebody to rely on.
  private static let lookAroundEvery: Duration = .seconds(2)
  /// Alone, which most consoles are most of the time.
  private static let lookOutEvery: Duration = .seconds(5)
  private static let rememberEvery: Duration = .seconds(10)
}
