import Documents
import Domain

extension Rule {
  /// A playbook for the worst has limits: how long to search, how long to be away, how much to lose.
  static let sev1Limits = Rule("PB304") { subject in
    let playbook = subject.playbook
    guard playbook.isActive, playbook.isForSEV1 else { return [] }
    var remarks: [Remark] = []
    if playbook.objectives.recoveryTime == nil || playbook.objectives.recoveryPoint == nil {
      remarks.append(
        .error(
          playbook.place("objectives"), "a SEV1 playbook has no rto or no rpo",
          "add objectives: {rto: 60m, rpo: 15m}"))
    }
    let decisions = playbook.timers.filter { $0.kind == .decision && $0.opens != nil && $0.hard != nil }
    if decisions.isEmpty {
      remarks.append(
        .error(
          playbook.place("timers"), "no timer ends the search in a SEV1",
          "add a timer of kind decision with a hard limit that opens a decision"))
    }
    guard let restoreBegins = playbook.objectives.restoreBegins else { return remarks }
    for timer in decisions {
      guard let hard = timer.hard, hard > restoreBegins else { continue }
      remarks.append(
        .error(
          timer.position, "the hard limit \(hard.configText) is later than a restore must begin",
          "make it at most \(Duration.seconds(Int(restoreBegins.inSeconds)).configText)"))
    }
    return remarks
  }
}
