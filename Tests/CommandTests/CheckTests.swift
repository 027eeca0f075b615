import Support
import Testing

/// What `sitrep check` prints about a file: each finding with its place and what would be right.
@Suite struct CheckTests {
  private func check(_ text: String) async throws -> (code: Int32, findings: String) {
    let home = try ProgramHome()
    defer { home.remove() }
    let file = try home.write(text, to: "f.yaml")
    let outcome = try await BuiltProgram.run("check", "--config", file, in: home)
    #expect(outcome.complaint == "")
    return (outcome.code, outcome.output.replacing(home.folder + "/", with: ""))
  }

  @Test func `a good file is in order`() async throws {
    let (code, findings) = try await check(
      """
      schema: sitrep/config@1
      services: [{id: a, checks: [{exec: {argv: ["true"]}}]}]
      """)
    #expect(code == 0)
    #expect(findings == "f.yaml: 1 services, 1 checks, 0 channels: in order\n")
  }

  @Test func `all mistakes are told at once, each with its place and what would be right`() async throws {
    let (code, findings) = try await check(
      """
      schema: sitrep/config@1
      plaec: prod
      defaults: {every: soon}
      services:
        - id: registry
          tier: high
          depends_on: [ci]
          checks: [{id: a, http: {url: "http://x/"}, every: 1s}]
        - id: ci
          depends_on: [registry]
          checks: [{id: a, exec: {argv: "true"}}]
      channels:
        - {id: chat, webhook: {url: "http://x/", format: slack}, needs: [gti]}
      """)
    #expect(code == 65)
    #expect(
      findings == """
        f.yaml:2:1: error: the configuration has no key "plaec"; did you mean "place"?
        f.yaml:3:19: error: "soon" is not a duration; write a duration, as in 90s, 15m, 2h or 5d
        f.yaml:6:11: error: "high" is not a whole number from 0 to 8; write a whole number from 0 to 8
        f.yaml:10:18: error: services depend on each other in a circle: registry -> ci -> registry; \
        take out the dependency that does not stop the other from working
        f.yaml:11:35: error: "true" is not a list; write a list, as in [a, b]
        f.yaml:13:68: error: no service or component is called "gti"; known here: ci, registry

        """)
  }

  @Test(arguments: [
    ("services:\n\t- id: a\n", "f.yaml:3:1: error: a tab can't indent YAML; use spaces"),
    (
      "place: a\nplace: b\nservices: []\n",
      "f.yaml:3:1: error: duplicate key \"place\"; it stands on line 2 already; keep one"
    ),
    ("services: [\n", "f.yaml:3:1: error: this is not YAML"),
    ("services: [{id: a, checks: [&x {exec: {argv: [*y]}}]}]\n", "f.yaml:2:"),
  ])
  func `what is no YAML is told with its place`(_ text: String, _ finding: String) async throws {
    let (code, findings) = try await check("schema: sitrep/config@1\n" + text)
    #expect(code == 65)
    #expect(findings.hasPrefix(finding), "\(findings)")
  }

  @Test(arguments: [
    ("", "f.yaml:1:1: error: the file is empty; begin with a line like `schema: ...`\n"),
    ("\u{0}\u{1}\u{2}", "f.yaml:1:"),
    ("services: []\n", "f.yaml:1:1: error: the configuration has no \"schema\"; add \"schema\":"),
  ])
  func `what is no configuration is told from its beginning`(_ text: String, _ finding: String) async throws {
    let (code, findings) = try await check(text)
    #expect(code == 65)
    #expect(findings.hasPrefix(finding), "\(findings)")
  }

  @Test func `colours that can't be used are told, and only those`() async throws {
    let (code, findings) = try await check("schema: sitrep/config@1\nservices: []\ntheme: sollarized\n")
    #expect(code == 65)
    #expect(
      findings.hasPrefix("f.yaml:3:8: error: there is no theme \"sollarized\"; did you mean \"solarized\"?"))
    #expect(try await check("schema: sitrep/config@1\nservices: []\ntheme: solarized\n").code == 0)
  }

  @Test func `a theme's file lies beside the configuration, and its findings are told`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let file = try home.write(
      "schema: sitrep/config@1\nservices: []\ntheme: ./mine.yaml\n", to: "f.yaml")
    let theme = try home.write(
      "schema: sitrep/theme@1\ninherits: dark\nroles: {okay: \"#ffffff\"}\n", to: "mine.yaml")
    let checked = try await BuiltProgram.run("check", "--config", file, in: home)
    #expect(checked.code == 65)
    #expect(
      checked.output.contains("mine.yaml:3:9: error: the list of roles has no key \"okay\""), "\(theme)")
  }

  @Test func `a file that is not there is named`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let named = try await BuiltProgram.run("check", "--config", "\(home.folder)/nowhere.yaml", in: home)
    #expect(named.code == 66)
    #expect(named.complaint == "sitrep: there is no file \(home.folder)/nowhere.yaml\n")
    let usual = try await BuiltProgram.run("check", in: home)
    #expect(usual.code == 66)
    #expect(usual.complaint.contains(home.configuration))
    #expect(usual.complaint.contains("sitrep init"))
  }

  @Test func `the console refuses a broken file with the same findings`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.write("schema: sitrep/config@1\nplaec: prod\n", to: home.configuration)
    let checked = try await BuiltProgram.run("check", in: home)
    let console = try await BuiltProgram.run("console", in: home)
    #expect(checked.code == 65 && console.code == 65)
    #expect(console.complaint.hasPrefix(checked.output))
    #expect(console.complaint.contains("sitrep check"))
  }
}
