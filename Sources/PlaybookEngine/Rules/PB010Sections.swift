import Documents
import Domain

extension Rule {
  /// An active playbook says who owns it, who is called, how it is found, and what is told afterwards.
  static let sections = Rule("PB010") { subject in
    let playbook = subject.playbook
    guard playbook.isActive else { return [] }
    let empty: [(String, Bool)] = [
      ("owner", playbook.owner == nil), ("escalation", playbook.escalation.isEmpty),
      ("escalate_when", playbook.escalateWhen.isEmpty), ("review", playbook.review == nil),
      ("history", playbook.history.isEmpty), ("access", playbook.access.isEmpty),
      ("detection", playbook.detection.isEmpty),
      ("lookalikes", playbook.lookalikes.isEmpty && playbook.noLookalikes == nil),
      ("comms", playbook.comms.primary == nil && playbook.comms.templates.isEmpty),
      ("postmortem", playbook.postmortem == nil),
      ("severity.triggers", playbook.severity.triggers.values.allSatisfy(\.isEmpty)),
    ]
    var remarks = empty.filter(\.1).map { name, _ in
      Remark.error(
        playbook.place(name), "\"\(name)\" is missing or empty", "fill it in, or make the playbook a draft")
    }
    if let first = playbook.escalation.first, first.after != .zero {
      remarks.append(
        .error(first.position, "the first rung waits \(first.after.configText)", "begin with after: 0m"))
    }
    return remarks
  }
}
