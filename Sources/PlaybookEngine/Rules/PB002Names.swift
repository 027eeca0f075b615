import Documents
import Domain

extension Rule {
  /// The id is the file's name, ids are unique, titles fit into a line.
  static let names = Rule("PB002") { subject in
    let playbook = subject.playbook
    var remarks: [Remark] = []
    let file = playbook.file.split(separator: "/").last.map(String.init) ?? playbook.file
    if file.hasSuffix(".yaml"), file.dropLast(5) != playbook.id.rawValue {
      remarks.append(
        .error(
          playbook.place("id"), "the id is \(playbook.id), the file is \(file)",
          "rename one of them: they must agree"))
    }
    remarks += longTitle(playbook.title, at: playbook.place("title"))
    remarks += playbook.steps.flatMap { longTitle($0.title, at: $0.position) }
    remarks += twice(playbook.steps.map { ($0.id.rawValue, $0.position) }, "step")
    remarks += twice(playbook.phases.map { ($0.id, $0.position) }, "phase")
    remarks += twice(playbook.timers.map { ($0.id, $0.position) }, "timer")
    remarks += twice(playbook.comms.templates.map { ($0.id, $0.position) }, "template")
    for step in playbook.steps {
      guard case .decision(let decision) = step.kind else { continue }
      remarks += twice(decision.options.map { ($0.id, $0.position) }, "option")
    }
    return remarks
  }

  private static func longTitle(_ title: String, at position: Position) -> [Remark] {
    guard title.count > 60 else { return [] }
    return [.error(position, "the title has \(title.count) characters", "say it in 60 or fewer")]
  }

  private static func twice(_ names: [(String, Position)], _ what: String) -> [Remark] {
    var seen: Set<String> = []
    return names.compactMap { name, position in
      seen.insert(name).inserted
        ? nil : .error(position, "a second \(what) is called \(name)", "give it another id")
    }
  }
}
