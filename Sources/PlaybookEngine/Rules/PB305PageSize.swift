import Documents
import Domain

extension Rule {
  /// A page of the checklist is one that a frightened person can take in.
  static let pageSize = Rule("PB305") { subject in
    let playbook = subject.playbook
    var remarks: [Remark] = []
    if playbook.immediate.count > 5 {
      remarks.append(
        .warning(playbook.place("immediate"), "\(playbook.immediate.count) immediate steps", "keep at most 5")
      )
    }
    for phase in playbook.phases {
      if phase.steps.count > 9 {
        remarks.append(
          .warning(phase.position, "\(phase.steps.count) steps on one page", "split the phase: at most 9"))
      }
      let critical = phase.steps.count { $0.isCritical }
      if critical > 3 {
        remarks.append(
          .warning(
            phase.position, "\(critical) critical steps in one phase",
            "mark at most 3: what kills if left out"))
      }
    }
    for step in playbook.steps {
      if lines(step.info) > 5 {
        remarks.append(
          .warning(step.position, "the help of \(step.id) has \(lines(step.info)) lines", "keep at most 5"))
      }
      if lines(step.commandText) > 3 {
        remarks.append(
          .warning(
            step.position, "the command of \(step.id) has \(lines(step.commandText)) lines",
            "put it into a script, or split the step"))
      }
    }
    return remarks
  }

  private static func lines(_ text: String?) -> Int {
    text.map { $0.split(whereSeparator: \.isNewline).count } ?? 0
  }
}
