/// Fix: the decision or step that ended it, whether it lasts, and the steps that proved it.
func draftFix(_ incident: Incident) -> FiveLine {
  guard let ended = incident.mitigatedAt ?? incident.resolvedAt else {
    let state = incident.isOpen ? "Not fixed yet" : "What ended it: not recorded"
    return FiveLine(text: state + ".", missing: ["fix"])
  }
  var missing = ["temporary or permanent"]
  var sentences: [String] = []
  let before = incident.timeline.filter { !$0.isRetracted && $0.happenedAt <= ended }
  if let decision = before.last(where: { $0.event.body.isDecision }) {
    sentences.append("Decided at \(incident.momentText(decision.happenedAt)): \(decision.decisionText).")
  }
  if let step = before.last(where: { $0.event.body.isAct }) {
    sentences.append(
      "Last step before it ended: \(step.stepTitle) at \(incident.momentText(step.happenedAt)).")
  }
  if sentences.isEmpty {
    missing.insert("fix", at: 0)
    sentences.append("What ended it: not recorded.")
  }
  sentences.append("Temporary or permanent: not recorded.")
  let done = incident.timeline.filter { !$0.isRetracted && $0.event.body.isCompletedStep }
  let declared = done.filter(\.event.body.isProof)
  // A playbook that marks no step as proof has at least those that came after the end.
  let proofs = declared.isEmpty ? done.filter { $0.happenedAt > ended } : declared
  if proofs.isEmpty {
    missing.append("proof")
    sentences.append("Proof: not recorded.")
  } else {
    let names = proofs.map { "\($0.stepTitle) \(incident.momentText($0.happenedAt))" }
    sentences.append("Proof: \(names.joined(separator: "; ")).")
  }
  return FiveLine(text: sentences.joined(separator: " "), missing: missing)
}

/// Follow-ups: each with its kind, owner and due date, and how many are open.
func draftFollowups(_ incident: Incident) -> FiveLine {
  guard !incident.followups.isEmpty else {
    return FiveLine(text: "No follow-ups recorded.", missing: ["follow-ups"])
  }
  let open = incident.followups.count { !$0.isClosed }
  var missing: [String] = []
  let lines = incident.followups.map { followup in
    if !followup.isClosed, followup.owner == nil { missing.append("owner of \"\(followup.text)\"") }
    if !followup.isClosed, followup.due == nil { missing.append("due date of \"\(followup.text)\"") }
    let kind = followup.purpose.map { " (\($0.rawValue))" } ?? ""
    let state = followup.isClosed ? ", closed" : ""
    return "\(followup.text)\(kind): owner \(followup.owner ?? "not recorded"), due "
      + "\(followup.due ?? "not recorded")\(state)"
  }
  return FiveLine(
    text: (["\(incident.followups.count) in all, \(open) open."] + lines).joined(separator: "\n"),
    missing: missing)
}

extension EventBody {
  fileprivate var isDecision: Bool {
    if case .decisionTaken = self { true } else { false }
  }

  fileprivate var isCompletedStep: Bool {
    if case .step(let step) = self { step.kind == .done || step.kind == .overridden } else { false }
  }

  fileprivate var isProof: Bool {
    if case .step(let step) = self { step.proof == true } else { false }
  }

  /// A step that people did, and not one that waited for a signal.
  fileprivate var isAct: Bool {
    if case .step(let step) = self { isCompletedStep && !step.sensed } else { false }
  }
}

extension TimelineEntry {
  fileprivate var decisionText: String {
    guard correctedText == nil, case .decisionTaken(let body) = event.body else { return text }
    return body.label + (body.reason.map { " (\($0))" } ?? "")
  }

  fileprivate var stepTitle: String {
    if case .step(let step) = event.body { step.title } else { text }
  }
}
