import Cells
import Documents
import Settings
import Testing

/// The findings of a theme, one a line.
private func findings(_ source: String, others: [String: String] = ["whole": whole]) -> String {
  read(source, others: others).findings.map(\.text).joined(separator: "\n")
}

private func read(_ source: String, others: [String: String] = ["whole": whole]) -> (
  theme: Theme?, findings: [Finding]
) {
  readTheme("schema: sitrep/theme@1\n" + source, name: "t", file: "t.yaml") { name in
    others[name].map { (file: "\(name).yaml", source: $0) }
  }
}

/// A theme that says every role: red is the name of a colour, the rest is grey.
private let whole =
  "schema: sitrep/theme@1\nground: \"#000000\"\npalette: {red: \"#ff0000\"}\nroles:\n"
  + Role.allCases.map { "  \($0): \($0 == .down ? "{fg: red, bold: true}" : "\"#808080\"")\n" }.joined()

struct ThemeTests {
  @Test func `a role without a ground of its own stands on the theme's`() {
    let theme = read("inherits: whole\ntitle: Mine\nroles: {sev1: {fg: \"#ffffff\", bg: \"#aa0000\"}}").theme
    #expect(theme?.title == "Mine")
    #expect(
      theme?.palette[.text] == Palette.Paint(foreground: .rgb(128, 128, 128), background: .rgb(0, 0, 0)))
    #expect(
      theme?.palette[.sev1] == Palette.Paint(foreground: .rgb(255, 255, 255), background: .rgb(170, 0, 0)))
  }

  @Test func `another colour under an inherited name changes the inherited roles`() {
    let theme = read("inherits: whole\npalette: {red: \"#ff8700\"}").theme
    #expect(
      theme?.palette[.down]
        == Palette.Paint(foreground: .rgb(255, 135, 0), background: .rgb(0, 0, 0), emphasis: .bold))
  }

  @Test func `the terminal's own colours have names`() {
    let theme = read("inherits: whole\nground: default\nroles: {ok: bright-green, dim: default}").theme
    #expect(theme?.palette[.ok] == Palette.Paint(foreground: .ansi(10)))
    #expect(theme?.palette[.dim] == Palette.Paint())
  }

  @Test func `every finding of a file is told with its place`() {
    let told = findings(
      """
      inherits: whole
      grounds: "#000000"
      palette: {pink: "#ff00f"}
      roles:
        degradad: pink
        down: {fg: "#ff0000", bold: yes}
      """)
    #expect(
      told == """
        t.yaml:3:1: error: the theme has no key "grounds"; did you mean "ground"?
        t.yaml:4:17: error: "#ff00f" is not a colour; write a colour, as in "#5fafd7"
        t.yaml:6:3: error: the list of roles has no key "degradad"; did you mean "degraded"?
        t.yaml:7:31: error: "yes" is not true or false; write true or false
        """)
  }

  @Test func `a colour that nobody named is told where it is used`() {
    #expect(
      findings("inherits: whole\npalette: {amber: \"#ffaf00\"}\nroles: {ok: ambre}")
        == "t.yaml:4:13: error: there is no colour \"ambre\"; did you mean \"amber\"?")
  }

  @Test func `a role that is said nowhere is missing`() {
    #expect(
      findings(
        "inherits: almost", others: ["almost": whole.replacing("  banner: \"#808080\"\n", with: "")])
        == "t.yaml:1:1: error: the theme says nothing of \"banner\"; "
        + "add it under \"roles\", or inherit from a theme that has it")
  }

  @Test func `a parent that is not there is told`() {
    #expect(findings("inherits: nobody").contains("t.yaml:2:11: error: there is no theme \"nobody\""))
  }

  @Test func `a theme that inherits from itself is refused`() {
    #expect(
      findings("inherits: a", others: ["a": "schema: sitrep/theme@1\ninherits: t\n"])
        == "a.yaml:2:11: error: the theme inherits from itself by way of \"t\"; take one \"inherits\" out")
  }

  @Test func `what is wrong in a parent is told in the parent's file`() {
    #expect(
      findings("inherits: whole", others: ["whole": whole.replacing("fg: red", with: "fg: rod")])
        .hasPrefix("whole.yaml:"))
  }

  @Test(arguments: ["", "[]", "roles: 3", "palette: &x {a: *x}", "ground:", "roles: {ok: [a, b]}"])
  func `a file that is no theme is a finding, never a theme`(_ source: String) {
    let (theme, findings) = read(source)
    #expect(theme == nil)
    #expect(!findings.isEmpty)
  }
}
