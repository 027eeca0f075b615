import Documents
import Domain

extension Rule {
  /// A run that went badly leads to a new version.
  static let rating = Rule("PB104") { subject in
    let playbook = subject.playbook
    guard let last = playbook.evidence.max(by: { $0.date < $1.date }), last.rating != "S",
      last.version >= playbook.version
    else { return [] }
    return [
      .warning(
        playbook.place("evidence"), "\(last.run) was rated \(last.rating) and nothing was changed since",
        "mend what went wrong and raise the version")
    ]
  }
}
