package import Documents
package import Domain

/// All playbooks that could be read, and what is wrong with the others.
package struct PlaybookLibrary: Sendable, Equatable {
  package var playbooks: [Playbook]
  package var findings: [Finding]
  package var contacts: Contacts
  package var components: [ComponentEntry]

  package init(
    playbooks: [Playbook] = [], findings: [Finding] = [], contacts: Contacts = Contacts(),
    components: [ComponentEntry] = []
  ) {
    self.playbooks = playbooks
    self.findings = findings
    self.contacts = contacts
    self.components = components
  }

  package func playbook(_ id: PlaybookID) -> Playbook? { playbooks.first { $0.id == id } }

  package func findings(for playbook: PlaybookID) -> [Finding] {
    guard let file = self.playbook(playbook)?.file else { return [] }
    return findings.filter { $0.file == file }
  }

  /// Playbooks for these failing services, the best first; what is a mere consequence comes last.
  ///
  /// A playbook matches by its `services`; more of them failing is better, then the worse default severity.
  package func matching(failing: [ServiceID]) -> [Playbook] {
    let matches = playbooks.filter { playbook in
      playbook.status != .deprecated && playbook.services.contains(where: failing.contains)
    }
    let inhibited = Set(matches.flatMap(\.inhibits))
    func rank(_ playbook: Playbook) -> (Int, Int, Int, String) {
      let hits = playbook.services.count { failing.contains($0) }
      return (
        inhibited.contains(playbook.id) ? 1 : 0, -hits, playbook.severity.default.rawValue,
        playbook.id.rawValue
      )
    }
    return matches.sorted { rank($0) < rank($1) }
  }
}

/// Who is behind each role: the only place with names.
package struct Contacts: Sendable, Equatable {
  package var roles: [String: [Person]]

  package init(roles: [String: [Person]] = [:]) { self.roles = roles }

  package struct Person: Sendable, Equatable {
    package var name: String
    package var phone: String?
    package var mail: String?
    package var note: String?
  }
}

/// A part of the landscape with what it needs.
package struct ComponentEntry: Sendable, Equatable, Identifiable {
  package var id: ServiceID
  package var title: String
  package var tier: Int
  package var needs: [ServiceID]
  package var position: Position
}
