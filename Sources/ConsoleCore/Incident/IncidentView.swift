import Cells
import Comms
package import Domain
package import PlaybookEngine

/// What the incident screen remembers; no step selected follows the run.
package struct IncidentView: Sendable, Equatable {
  package var pane: Pane = .playbook
  package var step: StepID?

  package enum Pane: Sendable, Equatable { case playbook, timeline }
}

extension State {
  /// The step that step commands are about: the one under the cursor, else where the run is.
  package var selectedStep: StepRun? {
    guard let run else { return nil }
    return run.steps.first { $0.step.id == incidentView.step } ?? run.current ?? run.steps.last
  }

  /// Folds a loaded incident in, and takes it into focus if nothing else is.
  ///
  /// One that is over by now and that nobody asked for, as a merge brings them, is not kept in memory.
  mutating func load(
    _ id: IncidentID, number: Int, home: String?, events: [RecordedEvent], isAskedFor: Bool
  ) -> [Effect] {
    let pending = recording.problem == nil ? [] : recording.waiting.joined().filter { $0.incident == id }
    guard
      var opened = OpenedIncident(id: id, number: number, home: home, events: events, pending: pending)
    else {
      return []
    }
    guard opened.incident.isOpen || isAskedFor || incidents[id] != nil else { return [] }
    // What was recorded while it was read.
    if let before = incidents[id] { opened.add(before.events) }
    timelineMatches = nil
    incidents[id] = opened
    if focus.flatMap({ incidents[$0]?.incident.isOpen }) != true, opened.incident.isOpen { focus = id }
    return sendDue()
  }

  /// Asks for the lines that the first frame was drawn without.
  mutating func loadRest() -> [Effect] {
    var effects: [Effect] = []
    for id in incidents.values.filter({ $0.missing > 0 }).map(\.incident.id) where waits[.incident(id)] == nil
    {
      effects += ask(for: .incident(id), .loadIncident(id))
    }
    return effects
  }

  mutating func focusNext() -> [Effect] {
    let open = openIncidents.map(\.id)
    let position = focus.flatMap { open.firstIndex(of: $0) } ?? -1
    focus = open[(position + 1) % open.count]
    incidentView = IncidentView()
    timeline = TimelineView()
    return []
  }

  /// Asks before the command is taken from somebody; one's own is kept, and an offer of it with that taken back.
  mutating func takeCommand() -> [Effect] {
    guard let incident, let holder = incident.commander, holder != actor.login else {
      return becomeCommander()
    }
    dialog = .confirm(
      Confirmation(
        question: "\(holder) has the command of \(incident.name). Take it over?", answer: .takeCommand))
    return []
  }

  mutating func becomeCommander() -> [Effect] {
    guard let focus else { return [] }
    return record([.role(RoleChange(kind: .taken, role: .commander, person: actor.login))], in: focus)
  }

  mutating func openStateChoice() -> [Effect] {
    guard let incident else { return [] }
    let details: [IncidentState: SafeText] = [
      .investigating: "we look for what is broken",
      .identified: "we know what is broken and mend it",
      .monitoring: "mended; we watch whether it holds",
      .resolved: "over; the five lines are drafted",
    ]
    var choice = Choice(
      title: "\(incident.name) is \(incident.state.rawValue). It is now",
      options: IncidentState.allCases.map { state in
        Choice.Option(label: "\(state.rawValue)", detail: details[state] ?? "", answer: .state(state))
      })
    let present = IncidentState.allCases.firstIndex(of: incident.state) ?? 0
    choice.selection = min(present + 1, choice.options.count - 1)
    dialog = .choice(choice)
    return []
  }

  mutating func openSeverityChoice() -> [Effect] {
    guard let incident else { return [] }
    let options = Severity.allCases.map { severity in
      Choice.Option(
        label: "\(severity.word)",
        detail: severity == incident.severity
          ? "as it is" : severity < incident.severity ? "raise" : "lower; asks for a reason",
        answer: .severity(severity))
    }
    dialog = .choice(
      Choice(
        title: "How bad is it? Unsure: the higher one.", options: options,
        selection: max(0, incident.severity.rawValue - 2)))
    return []
  }

  mutating func set(_ severity: Severity, reason: String?) -> [Effect] {
    guard let incident, severity != incident.severity else { return [] }
    var bodies: [EventBody] = [
      .severitySet(SeverityChange(from: incident.severity, to: severity, reason: reason))
    ]
    if let due = promisedUpdate(after: severity, in: incident), due != incident.nextUpdateAt {
      bodies.append(.update(UpdateClock(kind: .due, dueAt: due)))
    }
    return record(bodies, in: incident.id)
  }

  mutating func set(_ state: IncidentState) -> [Effect] {
    guard let incident, state != incident.state else { return [] }
    if state == .resolved { return openResolution() }
    var bodies: [EventBody] = []
    if incident.state == .resolved { bodies.append(.milestone(Milestone(kind: .reopened))) }
    bodies.append(.stateSet(StateChange(to: state)))
    if incident.state == .resolved {
      let due = cadence(for: incident.severity, playbook: run?.playbook).nextUpdate(
        after: nil, declaredAt: now)
      bodies.append(.update(UpdateClock(kind: .due, dueAt: due)))
    }
    if state == .monitoring, incident.mitigatedAt == nil {
      bodies.append(.milestone(Milestone(kind: .mitigated, basis: "state set to monitoring")))
    }
    return record(bodies, in: incident.id)
  }
}
