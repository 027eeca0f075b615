import Documents
import Domain

extension Rule {
  /// The second way to tell people works when the first one does not.
  static let fallbackChannel = Rule("PB401") { subject in
    let playbook = subject.playbook
    guard let fallback = playbook.comms.fallback else { return [] }
    var remarks = fallback.needs.filter(playbook.dependsOn.contains).map { need in
      Remark.error(
        fallback.position, "the fallback channel needs \(need), as the broken service does",
        "choose a way that needs nothing of depends_on")
    }
    if let primary = playbook.comms.primary, primary.kind == fallback.kind, primary.ref == fallback.ref {
      remarks.append(
        .error(fallback.position, "the fallback channel is the primary one", "choose another way"))
    }
    return remarks
  }
}
