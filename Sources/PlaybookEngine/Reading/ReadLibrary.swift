import Documents
package import Domain

extension PlaybookLibrary {
  /// Reads a folder of playbooks; `contacts.yaml` and `components.yaml` in it are what their names say.
  ///
  /// `services` are the watched ones, which playbooks may name beside the components; `now` dates the reviews. Two
  /// files with the same id are told; the first stays.
  package init(files: [(name: String, text: String)], services: [ServiceID] = [], now: Timestamp) {
    self.init()
    for file in files.sorted(by: { $0.name < $1.name }) {
      let base = file.name.split(separator: "/").last.map(String.init) ?? file.name
      switch base {
      case "contacts.yaml":
        let read = readContacts(file.text, file: file.name)
        contacts = read.contacts ?? contacts
        findings += read.findings
      case "components.yaml":
        let read = readComponents(file.text, file: file.name)
        components = read.components ?? components
        findings += read.findings
      default:
        let read = readPlaybook(file.text, file: file.name)
        findings += read.findings
        if let playbook = read.playbook { add(playbook) }
      }
    }
    let known = components.isEmpty ? [] : components.map(\.id) + services
    for playbook in playbooks { findings += lint(playbook, in: playbooks, components: known, now: now) }
    findings.sort()
  }

  private mutating func add(_ playbook: Playbook) {
    guard let earlier = self.playbook(playbook.id) else {
      playbooks.append(playbook)
      return
    }
    let place = playbook.place("id")
    findings.append(
      Finding(
        file: playbook.file, line: place.line, column: place.column,
        message: "\(earlier.file) has the id \(playbook.id) already", hint: "give one of them another id",
        code: "PB002"))
  }
}
