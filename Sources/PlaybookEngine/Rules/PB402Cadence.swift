import Documents
import Domain

extension Rule {
  /// Every severity that can come has a rhythm of updates, and every update says when the next one comes.
  static let cadence = Rule("PB402") { subject in
    let playbook = subject.playbook
    guard playbook.isActive else { return [] }
    let position = playbook.place("comms")
    let severities = Set([playbook.severity.default] + playbook.severityTriggers.map(\.severity)).sorted()
    var remarks = severities.filter { playbook.comms.cadence[$0] == nil }.map { severity in
      Remark.error(
        position, "no cadence for \(severity.word)",
        "add \(severity.word.lowercased()): {first: 15m, every: 30m}")
    }
    for id in ["investigating", "resolved"] where playbook.comms.template(id) == nil {
      remarks.append(.error(position, "the template \"\(id)\" is missing", "add it under templates"))
    }
    for template in playbook.comms.templates where template.id != "resolved" && template.audience != "exec" {
      guard !template.text.contains("${{next_update}}") else { continue }
      remarks.append(
        .error(
          template.position, "template \(template.id) does not say when the next update comes",
          "end it with: Next update ${{next_update}}."))
    }
    return remarks
  }
}
