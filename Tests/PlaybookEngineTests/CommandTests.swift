import Domain
import Testing

@testable import PlaybookEngine

private let head = """
  vars:
    host: {default: reg-1}
    point: {filled_by: pick, pattern: "[0-9a-f]+"}
    token: {prompt: Token, secret: true, pattern: ".*"}
  """
private let phases = #"""
    - id: restore
      title: R
      steps:
        - id: pick
          kind: check
          title: Pick
          role: ops
          run: "ssh ${{host}} list"
          expect:
            text: "200 or 401"
            exit: 0
            stdout: [{regex: "^(200|401)$"}, {not_contains: error}]
            bad: [{regex: "^000$", means: "no connection", look_at: act}]
          record: {var: point, required: true}
        - id: act
          kind: command
          title: Act
          role: ops
          danger: destructive
          approve: {role: ic}
          run: "restore ${{point}} --run ${{run_id}}"
          expect: {text: "ok", stdout: [{jsonpath: "$.a[1].b", equals: "online"}, {number: {path: "$.free", op: ">=", value: 5}}], within: 90s}
          rollback: {run: "undo ${{point}}"}
        - {id: login, kind: check, title: L, role: ops, run: "login ${{token}}", expect: {text: "free 12.5 GB", stdout: [{number: {op: "<", value: 20}}]}}
        - {id: gap, kind: check, title: G, role: ops, run: "x ${{nobody}}", expect: {text: "a line"}}
  """#

struct PlaybookCommandTests {
  private func scenario() throws -> Scenario {
    var scenario = try Scenario(phases: phases, head: head)
    scenario.begin()
    return scenario
  }

  @Test func `variables are put in and what a step fills is there afterwards`() throws {
    var scenario = try scenario()
    #expect(try scenario.run.command(of: "pick").get().script == "ssh reg-1 list")
    #expect(scenario.run.command(of: "act") == .failure(.noValue("point", filledBy: "pick")))
    scenario.done("pick", "3f2a")
    let command = try scenario.run.command(of: "act").get()
    #expect(command.script == "restore 3f2a --run inc-7")
    #expect(command.danger == .destructive)
    #expect(command.timeout == .seconds(90))
    #expect(try scenario.run.rollback(of: "act").get().script == "undo 3f2a")
  }

  @Test func `a value that does not fit its pattern never reaches a command`() throws {
    let scenario = try scenario()
    let refused = scenario.run.complete("pick", value: "x; rm -rf /", at: scenario.now)
    #expect(refused == .failure(.valueDoesNotFit(variable: "point", pattern: "[0-9a-f]+")))
    let hostile = Scenario(scenario.playbook, variables: ["host": "reg-1; reboot"])
    #expect(
      hostile.run.command(of: "pick")
        == .failure(.valueDoesNotFit("host", value: "reg-1; reboot", pattern: "[A-Za-z0-9._:/@+-]+")))
  }

  @Test func `a name that nothing defines is refused`() throws {
    #expect(try scenario().run.command(of: "gap") == .failure(.unknownVariable("nobody")))
  }

  @Test func `a secret goes on no record and is masked wherever it is shown`() throws {
    let scenario = Scenario(try scenario().playbook, variables: ["token": "s3cret"])
    #expect(scenario.run.command(of: "login") == .failure(.noValue("token", filledBy: nil)))
    var run = scenario.run
    run.variables["token"] = "s3cret"
    let command = try run.command(of: "login").get()
    #expect(command.script == "login s3cret")
    #expect(command.shown == "login ****")
    #expect(run.filled("token ${{token}}") == "token ****")
  }

  @Test(arguments: [
    (0, "200\n", true, ["exit 0", "matches ^(200|401)$", "does not contain \"error\""]),
    (1, "200\n", false, ["exit 1, expected 0", "matches ^(200|401)$", "does not contain \"error\""]),
    (
      0, "000\n", false,
      ["exit 0", "matches ^(200|401)$: not so", "does not contain \"error\"", "no connection"]
    ),
    (0, "200\nerror\n", false, ["exit 0", "matches ^(200|401)$", "does not contain \"error\": not so"]),
  ])
  func `an output is judged by exit matchers and known wrongs`(
    exit: Int, output: String, matched: Bool, remarks: [String]
  ) throws {
    let bytes = Array(output.utf8)
    let judgement = try scenario().run.judge("pick", exit: exit, standardOutput: bytes, output: bytes)
    #expect(judgement.matched == matched)
    #expect(judgement.remarks.map(\.text) == remarks)
    #expect(judgement.remarks.last?.lookAt == (output == "000\n" ? "act" : nil))
  }

  @Test(arguments: [
    (#"{"a": [{}, {"b": "online"}], "free": 5}"#, true),
    (#"{"a": [{}, {"b": "offline"}], "free": 5}"#, false),
    (#"{"a": [{}, {"b": "online"}], "free": 4.9}"#, false), ("not JSON", false), (#"{"a": 1}"#, false),
  ])
  func `values are looked up in JSON`(output: String, matched: Bool) throws {
    let judgement = try scenario().run.judge("act", exit: 0, standardOutput: Array(output.utf8), output: [])
    #expect(judgement.matched == matched)
  }

  @Test(arguments: [("free 12.5 GB", true), ("free 20 GB", false), ("free", false)])
  func `the first number that is printed can be compared`(output: String, matched: Bool) throws {
    let judgement = try scenario().run.judge("login", exit: 0, standardOutput: Array(output.utf8), output: [])
    #expect(judgement.matched == matched)
  }

  @Test func `a step without anything to match is judged by people`() throws {
    #expect(try scenario().run.judge("gap", exit: 0, standardOutput: [], output: []).matched == nil)
  }

  @Test func `a command that was started and not seen to end has an unknown outcome`() throws {
    var scenario = try scenario()
    let run = UniqueID(high: 5, low: 5)
    scenario.add([.commandRun(CommandRun(kind: .started, run: run, step: "pick", command: "x"))])
    #expect(scenario.run["pick"]?.isOutcomeUnknown == true)
    scenario.add([
      .commandRun(CommandRun(kind: .finished, run: run, step: "pick", command: "x", exit: 1, matched: false))
    ])
    #expect(scenario.run["pick"]?.isOutcomeUnknown == false)
    scenario.take(scenario.run.override("pick", reason: "seen by eye", at: scenario.now))
    #expect(scenario.run["pick"]?.isOverridden == true)
  }
}
