import Documents
import Domain
import Testing

@testable import PlaybookEngine

struct PlaybookReadingTests {
  @Test func `a healthy playbook has nothing to say`() {
    #expect(marked(Healthy.text) == "")
  }

  @Test func `a draft needs only its schema id title and one phase`() {
    let draft = """
      schema: sitrep/playbook@1
      id: t
      title: Draft
      phases: [{id: triage, title: Look, steps: [{id: a, kind: note, title: Look, role: ops}]}]
      """
    #expect(marked(draft) == "")
  }

  @Test func `keys that nobody knows are told with the nearest one`() {
    #expect(
      marked(Healthy.with(["    title: Look at it": "    titel: Look at it", "proof: true": "prof: true"]))
        .contains(
          """
          did you mean "proof"?
          """))
  }

  @Test func `a newer schema is told once and not read further`() {
    let source = "schema: sitrep/playbook@2\nid: t\nnew_key: 1\n"
    #expect(
      marked(source) == """
        schema: sitrep/playbook@2
                ^ error PB001: this is sitrep/playbook@2, not sitrep/playbook@1; write `schema: sitrep/playbook@1`
        """)
  }

  @Test func `prose with a comma inside braces is told where it falls apart`() {
    let source = Healthy.with(["label: Fix it, goto: fix": "label: DNS, IdP or cert, goto: fix"])
    #expect(marked(source).contains("error PB001: a value is missing"))
  }

  @Test func `triggers take words or words with a live condition`() {
    let source = Healthy.with([
      "sev1: [\"all is lost\"]":
        """
      sev1: ["all is lost", {text: "down", service: registry, state: [down], for: 5m}, \
      {text: "long queue", service: ci, when: "queue_depth > 10 for 5m"}, \
      {text: "old jobs", service: ci, when: "oldest_wait > 15m"}]
      """
    ])
    let playbook = readPlaybook(source, file: "t.yaml").playbook
    let triggers = playbook?.severity.triggers[.sev1] ?? []
    #expect(triggers.map(\.text) == ["all is lost", "down", "long queue", "old jobs"])
    #expect(triggers[0].live == nil)
    #expect(triggers[1].live == LiveCondition(service: "registry", test: .state([.down]), hold: .minutes(5)))
    #expect(triggers[2].live?.words == "ci: queue_depth > 10 for 5m")
    #expect(triggers[3].live?.words == "ci: oldest_wait > 15m")
    #expect(marked(source) == "")
  }

  @Test func `a condition that is none is told at its place`() {
    let source = Healthy.with([
      "sev1: [\"all is lost\"]": "sev1: [{text: \"long\", service: ci, when: \"queue_depth >> 10\"}]"
    ])
    #expect(marked(source).contains("error PB001"))
  }

  @Test func `a pattern that is no regular expression is refused`() {
    let source = Healthy.with(["{text: \"A line with load\"}": "{text: \"A line\", stdout: [{regex: \"(\"}]}"]
    )
    #expect(marked(source).contains("\"(\" is not a regular expression"))
  }

  @Test func `waits hold for a time until a command or a measurement says so`() {
    let source = """
      schema: sitrep/playbook@1
      id: t
      title: Waits
      phases:
        - id: verify
          title: Waits
          steps:
            - {id: a, kind: wait, title: A, role: ops, for: 5m}
            - {id: b, kind: wait, title: B, role: ops, for: 2m, until: {service: ci, when: "queue_depth < 10"}}
            - {id: c, kind: wait, title: C, role: ops, until: {service: registry, state: ok}}
            - {id: d, kind: wait, title: D, role: ops, for: 1m, until: {run: "x", every: 10s, expect: {text: "1", stdout: [{regex: "^1$"}]}}}
            - {id: e, kind: wait, title: E, role: ops}
      """
    #expect(
      marked(source) == """
              - {id: e, kind: wait, title: E, role: ops}
                ^ error PB001: this wait has neither "for" nor "until"; say how long, or until what
        """)
    let steps = readPlaybook(source, file: "t.yaml").playbook?.steps ?? []
    guard steps.count == 5, case .wait(let second) = steps[1].kind, case .live(let condition) = second.until
    else {
      Issue.record("the second step is no live wait")
      return
    }
    #expect(condition.words == "ci: queue_depth < 10 for 2m")
  }

  @Test func `the text of the file goes along with the playbook`() {
    #expect(readPlaybook(Healthy.text, file: "t.yaml").playbook?.source == Healthy.text)
  }
}
