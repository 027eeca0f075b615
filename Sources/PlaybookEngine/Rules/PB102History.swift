import Documents
import Domain

extension Rule {
  /// The history is newest first and begins with this version.
  static let history = Rule("PB102") { subject in
    let playbook = subject.playbook
    guard let newest = playbook.history.first else { return [] }
    var remarks: [Remark] = []
    if newest.version != playbook.version {
      remarks.append(
        .error(
          newest.position, "this is version \(playbook.version), the history begins with \(newest.version)",
          "add a line for version \(playbook.version) on top"))
    }
    for (newer, older) in zip(playbook.history, playbook.history.dropFirst())
    where older.version >= newer.version {
      remarks.append(
        .error(older.position, "version \(older.version) stands below \(newer.version)", "newest first"))
    }
    return remarks
  }
}
