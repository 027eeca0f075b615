import Documents
import Domain

extension Rule {
  /// Recovery is proved before it is announced.
  static let proof = Rule("PB303") { subject in
    let playbook = subject.playbook
    guard playbook.isActive else { return [] }
    var remarks: [Remark] = []
    if !playbook.phases.contains(where: { $0.id == "verify" }) {
      remarks.append(
        .error(playbook.place("phases"), "there is no phase \"verify\"", "add one that proves the recovery"))
    }
    guard let lastProof = playbook.steps.lastIndex(where: \.isProof) else {
      remarks.append(
        .error(
          playbook.place("phases"), "no step proves the recovery", "mark one in phase verify with proof: true"
        ))
      return remarks
    }
    for (place, step) in playbook.steps.enumerated() where place < lastProof {
      guard case .comms(let comms) = step.kind, comms.template == "resolved" else { continue }
      remarks.append(
        .error(
          step.position, "\(step.id) says it is over before \(playbook.steps[lastProof].id) has proved it",
          "move it behind every proof"))
    }
    return remarks
  }
}
