import Foundation
import Support
import Testing

@Suite struct LintTests {
  @Test func `every finding of a bad playbook has its place, its code and what would be right`() async throws
  {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.write(bad, to: "playbooks/bad.yaml")
    let linted = try await BuiltProgram.run("lint", "\(home.folder)/playbooks", in: home)
    #expect(linted.code == 65)
    #expect(
      linted.output.replacing("\(home.folder)/playbooks/", with: "") == """
        bad.yaml:1:1: error: the playbook has no "title"; add "title": write text [PB001]
        bad.yaml:2:5: error: the id is other, the file is bad.yaml; rename one of them: they must agree [PB002]
        bad.yaml:3:1: error: the playbook has no key "titel"; did you mean "title"? [PB001]
        bad.yaml:8:9: error: a step has no "role"; add "role": write text [PB001]
        bad.yaml:8:9: error: fix does not say what its command should print; add expect: {text: "..."} [PB201]
        bad.yaml:8:9: error: fix does not say how dangerous it is; add danger: read, write or destructive [PB203]
        bad.yaml:8:9: error: fix does not say how it is undone; add rollback: {run: "...", expect: ...} or {none: "why"} [PB203]
        bad.yaml:8:9: warning: fix runs ${{nope}}, which nothing fills; define it under vars [PB205]
        bad.yaml:8:9: warning: fix runs "rm -rf" and is not marked destructive; make it a command with danger: destructive, or choose a gentler one [PB206]
        bad.yaml:9:9: error: a step has no "role"; add "role": write text [PB001]
        bad.yaml:9:25: error: "dance" is not a kind of step; allowed: check, command, decision, wait, comms, note [PB001]
        1 playbooks, 9 errors, 2 warnings

        """)
  }

  @Test func `the shipped playbooks have no errors`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let folder = URL(filePath: #filePath).appending(path: "../../../Playbooks").standardizedFileURL.path
    let linted = try await BuiltProgram.run("lint", folder, in: home)
    #expect(linted.code == 0, "\(linted.output)")
    #expect(linted.lines.last?.contains(" 0 errors") == true)
  }

  @Test func `without playbooks it tells where it looked`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let missing = try await BuiltProgram.run("lint", "\(home.folder)/nowhere", in: home)
    #expect(missing.code == 66)
    #expect(missing.complaint.contains("\(home.folder)/nowhere"))
    let file = try await BuiltProgram.run("lint", "\(home.folder)/nowhere.yaml", in: home)
    #expect(file.code == 66)
    #expect(file.complaint.contains("\(home.folder)/nowhere.yaml is not there"))
  }
}

private let bad = """
  schema: sitrep/playbook@1
  id: other
  titel: Bad
  phases:
    - id: restore
      title: Mend
      steps:
        - {id: fix, kind: command, title: Mend it, run: "rm -rf ${{nope}}"}
        - {id: fix, kind: dance, title: Again}
  """
