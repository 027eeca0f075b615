import Settings
package import Cells
import Comms
package import Domain
import PlaybookEngine

/// The declaration before it is recorded: everything proposed, nothing forced.
package struct Declaration: Sendable, Equatable {
  package var title: TextField
  /// The title as it was proposed; what was typed over it is kept when the form is left.
  package var proposedTitle: String
  package var severity: Severity
  /// What the triggers that hold now suggest; nil where none does.
  package var suggested: Severity?
  package var triggers: [Trigger]
  /// What the person ticked or unticked, by the trigger's text: it holds whichever playbook is looked at.
  var ticks: [String: Bool] = [:]
  /// The first red sample, offered as the start of the impact.
  package var impactStart: Timestamp?
  package var acceptsImpactStart = true
  package var impactBasis: String
  package var playbooks: [PlaybookID?]
  package var playbook: Int
  package var services: [ServiceID]
  package var focus: Focus = .severity
  package var problem: SafeText?

  /// The letters that tick the triggers of the chosen severity, in their order.
  package static let letters: [Character] = Array("abcdefghi")

  package struct Trigger: Sendable, Equatable {
    package var severity: Severity
    package var text: String
    /// True where the live signals say that it holds.
    package var isSensed: Bool
    package var isTicked: Bool
  }

  /// The line that the keys are for.
  package enum Focus: Sendable, Equatable, CaseIterable {
    case severity, title, impact, playbook
  }

  package var chosenPlaybook: PlaybookID? { playbooks.indices.contains(playbook) ? playbooks[playbook] : nil }
}

extension State {
  /// Opens the declaration, filled from what is red right now.
  mutating func openDeclaration() -> [Effect] {
    let allFailing = board.ranked.compactMap { board.status(of: $0.id) }
      .filter(\.state.isBad)
    let root = rootToDeclare(allFailing)
    let failing = connected(to: root, among: allFailing)
    let offered = library.matching(failing: failing.map(\.service))
    let playbook = offered.first
    let triggers = declarationTriggers(of: playbook)
    let suggested = triggers.filter(\.isSensed).map(\.severity).min()
    // What failed before the root, and not by it, is no sign of what is declared.
    let first = failing.filter { $0.service == root?.service || $0.via == root?.service }
      .compactMap { status in status.firstBadAt.map { (at: $0, service: status.service) } }
      .min { $0.at < $1.at }
    let others = library.playbooks.filter { playbook in !offered.contains { $0.id == playbook.id } }
    let key = DraftKey(purpose: "declare", incident: nil)
    let proposed = root.map { proposedTitle($0) } ?? ""
    dialog = .declare(
      Declaration(
        title: drafts[key]?.first ?? TextField(proposed), proposedTitle: proposed,
        severity: suggested ?? (root?.state == .down ? .sev1 : root == nil ? .sev3 : .sev2),
        suggested: suggested,
        triggers: triggers, impactStart: first?.at,
        impactBasis: first.map { "first red sample of \($0.service)" } ?? "",
        playbooks: (offered + others).map(\.id) + [nil],
        // Where none is about what is hurt, none is proposed.
        playbook: offered.isEmpty ? others.count : 0,
        services: failing.map(\.service), focus: root == nil ? .title : .severity))
    return []
  }

  /// The root of the service that is selected, if it is hurt; else the first root of all.
  private func rootToDeclare(_ failing: [ServiceStatus]) -> ServiceStatus? {
    let selected = failing.first { $0.service == selectedService }
    let root = selected?.via.flatMap { via in failing.first { $0.service == via } } ?? selected
    return root ?? failing.first { $0.via == nil } ?? failing.first
  }

  /// The failing services that hang together with the root by dependencies: others are an incident of their own.
  private func connected(to root: ServiceStatus?, among failing: [ServiceStatus]) -> [ServiceStatus] {
    guard let root else { return [] }
    let needs = Dictionary(
      settings.services.map { ($0.id, Set($0.dependsOn)) }, uniquingKeysWith: { first, _ in first })
    var reached: Set<ServiceID> = [root.service]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for id in failing.map(\.service) where !reached.contains(id) {
        let touches = reached.contains { needs[id]?.contains($0) == true || needs[$0]?.contains(id) == true }
        guard touches || failing.contains(where: { $0.service == id && $0.via == root.service }) else {
          continue
        }
        reached.insert(id)
        isGrowing = true
      }
    }
    return failing.filter { reached.contains($0.service) }
  }

  private func proposedTitle(_ status: ServiceStatus) -> String {
    let title = settings.services.first { $0.id == status.service }?.title ?? status.service.rawValue
    return status.state == .down ? "\(title) is down" : "\(title) is degraded"
  }

  private func declarationTriggers(of playbook: Playbook?) -> [Declaration.Trigger] {
    let stated = playbook?.severityTriggers ?? []
    guard !stated.isEmpty else {
      return Severity.allCases.flatMap { severity in
        standardTriggers(for: severity).map {
          Declaration.Trigger(severity: severity, text: $0, isSensed: false, isTicked: false)
        }
      }
    }
    return stated.map { trigger in
      let holds = trigger.live.map { board.truth(of: $0, at: now) == .yes } ?? false
      return Declaration.Trigger(
        severity: trigger.severity, text: trigger.text, isSensed: holds, isTicked: holds)
    }
  }

  /// Gives a key to the declaration.
  mutating func press(_ key: Key, in declaration: Declaration) -> [Effect] {
    var form = declaration
    form.problem = nil
    switch key {
    case .escape:
      let isTyped = form.title.text != form.proposedTitle
      drafts[DraftKey(purpose: "declare", incident: nil)] = isTyped ? [form.title] : nil
      dialog = nil
      hint("nothing was declared; \(keys.name(of: .declare)) opens it again")
      return []
    case .enter: return declare(form)
    case .up, .backTab: form.focus = form.focus.moved(by: -1)
    case .down, .tab: form.focus = form.focus.moved(by: 1)
    default:
      form.take(key)
      if form.chosenPlaybook != declaration.chosenPlaybook {
        takeTriggers(of: form.chosenPlaybook, into: &form)
      }
    }
    dialog = .declare(form)
    return []
  }

  /// Shows another playbook's triggers; what a person ticked stays ticked where it is there too.
  private func takeTriggers(of playbook: PlaybookID?, into form: inout Declaration) {
    form.triggers = declarationTriggers(of: playbook.flatMap { library.playbook($0) })
    for index in form.triggers.indices {
      if let tick = form.ticks[form.triggers[index].text] { form.triggers[index].isTicked = tick }
    }
    form.suggested = form.triggers.filter(\.isSensed).map(\.severity).min() ?? form.suggested
  }

  /// Records the declaration and all that belongs to it in one transaction.
  private mutating func declare(_ form: Declaration) -> [Effect] {
    guard !form.title.trimmed.isEmpty else {
      var refused = form
      refused.focus = .title
      refused.problem = "say in a few words what is broken, then Enter"
      dialog = .declare(refused)
      return []
    }
    dialog = nil
    drafts[DraftKey(purpose: "declare", incident: nil)] = nil
    let id = UniqueID(at: now, using: &dice)
    var events = [
      event(
        .declared(
          Declared(
            title: form.title.trimmed, severity: form.severity, suggested: form.suggested,
            triggers: form.triggers.filter { $0.isTicked && $0.severity == form.severity }.map(\.text),
            services: form.services)),
        in: id, isKey: true)
    ]
    events += detection(form, in: id)
    let cadence = cadence(for: form.severity, playbook: form.chosenPlaybook.flatMap { library.playbook($0) })
    var bodies: [EventBody] = [
      .milestone(Milestone(kind: .acknowledged)),
      .role(RoleChange(kind: .taken, role: .commander, person: actor.login)),
      .update(UpdateClock(kind: .due, dueAt: cadence.nextUpdate(after: nil, declaredAt: now))),
    ]
    let playbook = form.chosenPlaybook.flatMap { library.playbook($0) }
    if let playbook, playbook.missingVariables.isEmpty {
      bodies += start(playbook, severity: form.severity, variables: [:])
    }
    events += bodies.map { event($0, in: id) }
    focus = id
    if let playbook, !playbook.missingVariables.isEmpty { dialog = .prompt(askVariables(of: playbook)) }
    incidentView = IncidentView()
    timeline = TimelineView()
    return show(.incident) + record(events)
  }

  /// When the impact began, what was seen and when: the past that the declaration brings with it.
  private mutating func detection(_ form: Declaration, in id: IncidentID) -> [Event] {
    var events: [Event] = []
    if form.acceptsImpactStart, let start = form.impactStart {
      events.append(
        event(
          .milestone(Milestone(kind: .impactStarted, basis: form.impactBasis)), in: id, happenedAt: start,
          isKey: true))
    }
    // What got well while the form was open has nothing to say any more.
    let failing = form.services.compactMap { board.status(of: $0) }.filter(\.state.isBad).sorted {
      ($0.since ?? now) < ($1.since ?? now)
    }
    for status in failing {
      let change = ServiceChange(
        service: status.service, from: .ok, to: status.state, because: status.because, via: status.via)
      events.append(event(.serviceChanged(change), in: id, happenedAt: status.since ?? now, source: .probe))
    }
    let detected =
      failing.first.map { ($0.since ?? now, "by probe: \($0.service) \($0.state.word)") } ?? (
        now, "by \(actor.login)"
      )
    events.append(
      event(
        .milestone(Milestone(kind: .detected, basis: detected.1)), in: id, happenedAt: detected.0,
        source: failing.isEmpty ? .person : .probe))
    return events
  }
}

extension Declaration {
  fileprivate mutating func take(_ key: Key) {
    switch focus {
    case .title:
      if !title.take(key) { problem = "type what is broken; Enter declares, Esc leaves" }
    case .severity:
      switch key {
      case .character("1"): severity = .sev1
      case .character("2"): severity = .sev2
      case .character("3"): severity = .sev3
      case .left, .character("h"), .character("+"):
        severity = Severity(rawValue: severity.rawValue - 1) ?? severity
      case .right, .character("l"), .character("-"):
        severity = Severity(rawValue: severity.rawValue + 1) ?? severity
      case .character(let letter): toggleTrigger(letter)
      default: break
      }
    case .impact:
      if key == .character(" ") { acceptsImpactStart.toggle() }
    case .playbook:
      if key == .left { playbook = max(0, playbook - 1) }
      if key == .right || key == .character(" ") { playbook = (playbook + 1) % max(1, playbooks.count) }
    }
  }

  /// Letters a, b, c tick the triggers of the chosen severity.
  private mutating func toggleTrigger(_ letter: Character) {
    let shown = triggers.indices.filter { triggers[$0].severity == severity }
    guard let index = Self.letters.firstIndex(of: letter) else { return }
    guard shown.indices.contains(index) else { return }
    triggers[shown[index]].isTicked.toggle()
    ticks[triggers[shown[index]].text] = triggers[shown[index]].isTicked
  }
}

extension Declaration.Focus {
  fileprivate func moved(by step: Int) -> Self {
    let all = Self.allCases
    let position = (all.firstIndex(of: self) ?? 0) + step
    return all[(position + all.count) % all.count]
  }
}
