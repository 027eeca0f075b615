import Documents
import Domain

extension Rule {
  /// What a playbook leans on is known, and two playbooks agree on which of them gives way.
  static let graph = Rule("PB501") { subject in
    unknownComponents(subject) + unknownPlaybooks(subject) + oneSided(subject)
  }

  private static func unknownComponents(_ subject: Subject) -> [Remark] {
    guard !subject.components.isEmpty else { return [] }
    let known = subject.components.map(\.rawValue).sorted()
    let named = [
      ("depends_on", subject.playbook.dependsOn), ("services", subject.playbook.services),
    ]
    return named.flatMap { key, services in
      services.filter { !subject.components.contains($0) }.map { service in
        .warning(
          subject.playbook.place(key), "\(service) is neither a service nor a component",
          nearest(to: service.rawValue, among: known).map { "did you mean \($0)?" }
            ?? "add it to the components")
      }
    }
  }

  private static func unknownPlaybooks(_ subject: Subject) -> [Remark] {
    let known = Set(subject.library.map(\.id))
    guard known.count > 1 else { return [] }
    var named = subject.playbook.lookalikes.map { ($0.use, $0.position) }
    named += subject.playbook.inhibits.map { ($0, subject.playbook.place("inhibits")) }
    named += subject.playbook.inhibitedBy.map { ($0, subject.playbook.place("inhibited_by")) }
    named += subject.playbook.escalateWhen.compactMap { row in
      row.use.map { ($0, subject.playbook.place("escalate_when")) }
    }
    for step in subject.playbook.steps {
      guard case .decision(let decision) = step.kind else { continue }
      named += decision.options.flatMap { option in option.playbooks.map { ($0, option.position) } }
    }
    return named.filter { !known.contains($0.0) }.map { playbook, position in
      .warning(position, "there is no playbook \(playbook)", "write it, or point to another")
    }
  }

  private static func oneSided(_ subject: Subject) -> [Remark] {
    let own = subject.playbook
    return subject.library.flatMap { other -> [Remark] in
      guard other.id != own.id else { return [] }
      if own.inhibits.contains(other.id), !other.inhibitedBy.contains(own.id) {
        return [
          .warning(own.place("inhibits"), "\(other.id) does not say inhibited_by \(own.id)", "add it there")
        ]
      }
      if own.inhibitedBy.contains(other.id), !other.inhibits.contains(own.id) {
        return [
          .warning(own.place("inhibited_by"), "\(other.id) does not say inhibits \(own.id)", "add it there")
        ]
      }
      return []
    }
  }
}
