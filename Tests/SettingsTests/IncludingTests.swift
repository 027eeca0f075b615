import Documents
import Domain
import Settings
import Testing

private let files = [
  "more.yaml": "schema: sitrep/config@1\nservices: [{id: b, depends_on: [a, c]}]\n",
  "people.yaml": "oncall: {name: A}\n",
  "parts.yaml": "[{id: dns, tier: 1}]\n",
  "wrong.yaml": "schema: sitrep/config@1\nplace: x\nservices: [{id: a}]\n",
]

private func read(_ source: String) -> (settings: Configuration?, text: String) {
  let read = readSettings("schema: sitrep/config@1\n" + source, file: "main.yaml") { wanted in
    files[wanted].map { [(wanted, $0)] } ?? []
  }
  return (read.settings, read.findings.map(\.text).joined(separator: "\n"))
}

struct IncludingTests {
  @Test func `included files add their services`() {
    let result = read("include: [more.yaml]\nservices: [{id: a}, {id: c}]\n")
    #expect(result.settings?.services.map(\.id) == ["a", "c", "b"])
  }

  @Test func `contacts and components may be files`() {
    let result = read(
      "contacts: people.yaml\ncomponents: parts.yaml\nservices: [{id: a, depends_on: [dns]}]\n")
    #expect(result.settings?.contacts == [Contact(role: "oncall", people: [.init(name: "A")])])
    #expect(result.settings?.components == [Component(id: "dns", tier: 1)])
  }

  @Test func `findings name the file that they are in`() {
    #expect(
      read("include: [more.yaml, wrong.yaml, none.yaml]\nservices: [{id: a}]\n").text == """
        main.yaml:2:34: error: no file is found at "none.yaml"; check the path; it is taken relative to this file
        more.yaml:2:36: error: no service or component is called "c"; did you mean "a"?
        wrong.yaml:2:1: error: "place" belongs in the main file; move it there
        wrong.yaml:3:17: error: a second service or component is called "a"; the first stands at main.yaml:3; give each a name of its own
        """)
  }
}
