import Documents
import Domain

extension Rule {
  /// An active playbook was tried not long ago: within 180 days for SEV1, else within a year.
  static let evidence = Rule("PB103") { subject in
    let playbook = subject.playbook
    guard playbook.isActive else { return [] }
    let level: Finding.Level = playbook.isForSEV1 ? .error : .warning
    let days = playbook.isForSEV1 ? 180 : 365
    guard !playbook.evidence.isEmpty else {
      return [
        Remark(
          level: level, position: playbook.place("evidence"),
          message: "nothing shows that this playbook works",
          hint: "run a drill and add it under \"evidence\"")
      ]
    }
    let isRecent = playbook.evidence.contains { evidence in
      evidence.kind != .tabletop && subject.now - evidence.date <= .days(days)
    }
    guard !isRecent else { return [] }
    return [
      Remark(
        level: level, position: playbook.place("evidence"),
        message: "no drill, restore test or real run within \(days) days", hint: "run a drill")
    ]
  }
}
