import Documents
import Domain

extension Rule {
  /// A playbook names roles; people change, and their names and numbers live in the contacts file.
  static let people = Rule("PB011") { subject in
    let playbook = subject.playbook
    let named = roles(of: playbook).filter { role, _ in !isRole(role) }.map { role, position in
      Remark.warning(
        position, "\"\(role)\" is no role", "name a role of the contacts file, in small letters and hyphens")
    }
    let reached = prose(of: playbook).compactMap { text, position -> Remark? in
      guard let found = address(in: text) else { return nil }
      return .warning(
        position, "\"\(found)\" reaches a person", "put it into the contacts file and name the role here")
    }
    return named + reached
  }

  private static func roles(of playbook: Playbook) -> [(String, Position)] {
    var roles = playbook.escalation.map { ($0.role, $0.position) }
    roles += playbook.escalateWhen.map { ($0.to, playbook.place("escalate_when")) }
    roles += playbook.history.map { ($0.byRole, $0.position) }
    roles += playbook.steps.map { ($0.role, $0.position) }
    if let owner = playbook.owner { roles.append((owner.role, playbook.place("owner"))) }
    if let review = playbook.review { roles.append((review.byRole, review.position)) }
    return roles
  }

  private static func isRole(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }
  }

  /// What people read; commands are left out, as `user@host` is no mail address there.
  private static func prose(of playbook: Playbook) -> [(String, Position)] {
    var texts = [
      (playbook.title, playbook.place("title")), (playbook.summary, playbook.place("summary")),
      (playbook.comms.primary?.ref ?? "", playbook.place("comms")),
      (playbook.comms.fallback?.ref ?? "", playbook.place("comms")),
    ]
    texts += playbook.comms.templates.map { ($0.text, $0.position) }
    texts += playbook.access.flatMap { [($0.need, $0.position), ($0.breakGlass ?? "", $0.position)] }
    for step in playbook.steps {
      texts += [(step.title, step.position), (step.info ?? "", step.position)]
      if case .note(let text) = step.kind { texts.append((text ?? "", step.position)) }
    }
    return texts
  }

  private static func address(in text: String) -> String? {
    if text.contains("@"), let mail = text.firstMatch(of: /[A-Za-z0-9._-]+@[A-Za-z0-9-]+\.[A-Za-z]+/) {
      return String(mail.output)
    }
    guard text.contains("+") else { return nil }
    return text.firstMatch(of: /\+[0-9][0-9 ()\/-]{6,}[0-9]/).map { String($0.output) }
  }
}
