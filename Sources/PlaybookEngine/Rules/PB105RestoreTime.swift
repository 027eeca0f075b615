import Documents
import Domain

extension Rule {
  /// The restore time that a plan rests on was measured, and not long ago.
  static let restoreTime = Rule("PB105") { subject in
    let playbook = subject.playbook
    guard playbook.isActive, let planned = playbook.objectives.restore else { return [] }
    let measured = playbook.evidence.filter { $0.restore != nil && subject.now - $0.date <= .days(365) }
    let position = playbook.objectives.position
    guard let newest = measured.map(\.date).max(), subject.now - newest <= .days(180) else {
      return [.warning(position, "restore_p90 was not measured within 180 days", "time a restore in a drill")]
    }
    guard let slowest = measured.compactMap(\.restore).max(), slowest > planned else { return [] }
    return [
      .warning(
        position, "restore_p90 is \(planned.configText), but a restore took \(slowest.configText)",
        "plan with \(slowest.configText)")
    ]
  }
}
