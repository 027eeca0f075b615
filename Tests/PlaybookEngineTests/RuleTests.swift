import Domain
import Testing

@testable import PlaybookEngine

/// Each rule beside a playbook that breaks it: the line, the place, the code, the words.
struct RuleTests {
  @Test(arguments: [
    (
      "id: t\n", "id: other\n",
      """
      id: other
          ^ error PB002: the id is other, the file is t.yaml; rename one of them: they must agree
      """
    ),
    (
      "{id: tell, kind", "{id: proof, kind",
      """
            - {id: proof, kind: comms, title: Tell, role: comms, template: resolved}
              ^ error PB002: a second step is called proof; give it another id
      """
    ),
    (
      "title: Test", "title: A title that goes on and on until nobody reads its end any more",
      """
      title: A title that goes on and on until nobody reads its end any more
             ^ error PB002: the title has 63 characters; say it in 60 or fewer
      """
    ),
    (
      "detection: [{signal: \"it is down\", source: monitoring, page: true}]", "detection: []",
      """
      detection: []
                 ^ error PB010: "detection" is missing or empty; fill it in, or make the playbook a draft
      """
    ),
    (
      "to: storage-sme", "to: Ivo Example",
      """
      escalate_when: [{if: "data is lost", to: Ivo Example}]
                     ^ warning PB011: "Ivo Example" is no role; name a role of the contacts file, in small letters and hyphens
      """
    ),
    (
      "ssh on reg-1\"", "ssh on reg-1, ask ivo@example.net\"",
      """
      access: [{id: ssh, need: "ssh on reg-1, ask ivo@example.net", break_glass: "safe, envelope 1"}]
               ^ warning PB011: "ivo@example.net" reaches a person; put it into the contacts file and name the role here
      """
    ),
    (
      "review: {last: \"2026-10-01\"", "review: {last: \"2026-07-01\"",
      """
      review: {last: "2026-07-01", by_role: registry-owner, every: 90d}
              ^ warning PB101: the review is overdue by 16d; read it through, run it dry, and set "last"
      """
    ),
    (
      "review: {last: \"2026-10-01\"", "review: {last: \"2025-10-01\"",
      """
      review: {last: "2025-10-01", by_role: registry-owner, every: 90d}
              ^ error PB101: the review is overdue by 289d; read it through, run it dry, and set "last"
      """
    ),
    (
      "history: [{version: 2", "history: [{version: 1",
      """
      history: [{version: 1, date: "2026-10-01", by_role: registry-owner, change: "second"}]
                ^ error PB102: this is version 2, the history begins with 1; add a line for version 2 on top
      """
    ),
    (
      "evidence: [{date: \"2026-09-01\", kind: drill", "evidence: [{date: \"2026-09-01\", kind: tabletop",
      """
      evidence: [{date: "2026-09-01", kind: tabletop, run: DR-1, version: 2, rating: S, restore: 10m}]
                ^ error PB103: no drill, restore test or real run within 180 days; run a drill
      """
    ),
    (
      "rating: S", "rating: U",
      """
      evidence: [{date: "2026-09-01", kind: drill, run: DR-1, version: 2, rating: U, restore: 10m}]
                ^ warning PB104: DR-1 was rated U and nothing was changed since; mend what went wrong and raise the version
      """
    ),
    (
      "restore: 10m", "restore: 30m",
      """
      objectives: {rto: 60m, rpo: 15m, restore_p90: 20m, verify: 8m, margin: 25%}
                  ^ warning PB105: restore_p90 is 20m, but a restore took 30m; plan with 30m
      """
    ),
  ])
  func `a broken head is told at its place`(old: String, new: String, expected: String) {
    #expect(marked(Healthy.with([old: new])) == expected)
  }

  @Test(arguments: [
    (
      "expect: {text: \"A line with load\"}", "expect: {exit: 0}",
      """
            - {id: look, kind: check, title: Look at it, role: ops, run: "ssh ${{host}} uptime", expect: {exit: 0}}
                                                                                                         ^ error PB201: look does not say what its command should print; add expect: {text: "..."}
      """
    ),
    (
      "expect: {text: \"No output, exit 0\", exit: 0}", "expect: {text: works}",
      """
              expect: {text: works}
                      ^ warning PB202: "works" says nothing about the output; write what the eye should see, as in "50/50 match"
      """
    ),
    (
      "expect: {text: \"No output, exit 0\", exit: 0}", "expect: {text: \"No output\"}",
      """
              expect: {text: "No output"}
                      ^ warning PB202: fix can't be judged by the console; add exit, stdout or output
      """
    ),
    (
      "        danger: write\n", "",
      """
            - id: fix
              ^ error PB203: fix does not say how dangerous it is; add danger: read, write or destructive
      """
    ),
    (
      "rollback: {none: \"a restart takes nothing away\"}", "idempotent: true",
      """
            - id: fix
              ^ error PB203: fix does not say how it is undone; add rollback: {run: "...", expect: ...} or {none: "why"}
      """
    ),
    (
      "danger: write", "danger: destructive",
      """
            - id: fix
              ^ error PB204: fix is destructive and nobody approves it; add approve: {role: ic, how: type-title}
      """
    ),
    (
      "none: \"a restart takes nothing away\"", "none: \"n/a\"",
      """
            - id: fix
              ^ error PB204: fix has no way back and no reason; say why in a sentence
      """
    ),
    (
      "restart it\"", "restart <unit>\"",
      """
            - id: fix
              ^ warning PB205: fix runs "<unit>", which has to be filled in; use a variable
      """
    ),
    (
      "ssh ${{host}} uptime", "ssh ${{hots}} uptime",
      """
            - {id: look, kind: check, title: Look at it, role: ops, run: "ssh ${{hots}} uptime", expect: {text: "A line with load"}}
              ^ warning PB205: look runs ${{hots}}, which nothing fills; did you mean ${{host}}?
      """
    ),
    (
      "restart it\"", "restart it; rm -rf /srv/cache\"",
      """
            - id: fix
              ^ warning PB206: fix runs "rm -rf" and is not marked destructive; make it a command with danger: destructive, or choose a gentler one
      """
    ),
  ])
  func `a broken command is told at its step`(old: String, new: String, expected: String) {
    #expect(marked(Healthy.with([old: new])) == expected)
  }

  @Test(arguments: [
    (
      "goto: fix}", "goto: fxi}",
      """
              options: [{id: fix, label: Fix it, goto: fxi}, {id: go, label: Go on, goto: proof}]
                        ^ error PB301: option fix goes to fxi, which is no step; did you mean fix?
      """
    ),
    (
      "opens: way", "opens: wya",
      """
      timers: [{id: stop, kind: decision, from: declared, soft: 5m, hard: 10m, opens: wya}]
               ^ error PB301: timer stop opens wya, which is no step; did you mean way?
      """
    ),
    (
      "label: Fix it, goto: fix", "label: Fix it, goto: look",
      """
              options: [{id: fix, label: Fix it, goto: look}, {id: go, label: Go on, goto: proof}]
                        ^ error PB301: way goes back to look, which is no decision; go back to a decision, or on to a later step
      """
    ),
    (
      "role: ops, proof: true}", "role: ops, proof: true, when: {all: [{answer: way, is: gone}]}}",
      """
            - {id: proof, kind: note, title: It works, role: ops, proof: true, when: {all: [{answer: way, is: gone}]}}
              ^ error PB301: proof asks if way is gone, which is no answer of it; its answers are fix, go
      """
    ),
    (
      ", {id: go, label: Go on, goto: proof}", "",
      """
            - id: way
              ^ error PB302: way leaves no choice; give it two options or more
      """
    ),
    (
      "role: ops, proof: true", "role: ops",
      """
        - id: triage
        ^ error PB303: no step proves the recovery; mark one in phase verify with proof: true
      """
    ),
    (
      "hard: 10m", "hard: 30m",
      """
      timers: [{id: stop, kind: decision, from: declared, soft: 5m, hard: 30m, opens: way}]
               ^ error PB304: the hard limit 30m is later than a restore must begin; make it at most 27m
      """
    ),
    (
      "rto: 60m, rpo: 15m", "rto: 60m",
      """
      objectives: {rto: 60m, restore_p90: 20m, verify: 8m, margin: 25%}
                  ^ error PB304: a SEV1 playbook has no rto or no rpo; add objectives: {rto: 60m, rpo: 15m}
      """
    ),
    (
      "title: Mend it", "critical: true\n        title: Mend it",
      """
              options: [{id: fix, label: Fix it, goto: fix}, {id: go, label: Go on, goto: proof}]
                                                             ^ error PB307: option go jumps over fix, which is critical; go to fix, or give it a "when" that says for which answer it is needed
      """
    ),
  ])
  func `a broken way through the steps is told at its place`(old: String, new: String, expected: String) {
    #expect(marked(Healthy.with([old: new])).contains(expected))
  }

  @Test func `a step that every answer jumps over is out of reach`() {
    let source = Healthy.with(["label: Fix it, goto: fix": "label: Fix it, goto: proof"])
    #expect(marked(source).contains("error PB301: no way leads to fix: every answer before it jumps over it"))
    #expect(marked(source).contains("error PB302: no option of way leads to the restore"))
  }

  @Test func `it is over only after every proof`() {
    let source = Healthy.with([
      "      - {id: tell, kind: comms":
        "      - {id: early, kind: comms, title: Tell, role: comms, template: resolved}\n"
        + "      - {id: late, kind: note, title: Late, role: ops, proof: true}\n      - {id: tell, kind: comms"
    ])
    #expect(marked(source).contains("error PB303: early says it is over before late has proved it"))
  }

  @Test func `too much on a page is told`() {
    let steps = (1...10).map { "      - {id: n\($0), kind: note, title: N\($0), role: ops, critical: true}" }
    let source = Healthy.with([
      "      - {id: proof,": steps.joined(separator: "\n") + "\n      - {id: proof,"
    ])
    #expect(marked(source).contains("warning PB305: 12 steps on one page; split the phase: at most 9"))
    #expect(marked(source).contains("warning PB305: 10 critical steps in one phase"))
  }

  @Test(arguments: [
    (
      "ref: \"card A\"}", "ref: \"card A\", needs: [dns]}",
      "error PB401: the fallback channel needs dns, as the broken service does"
    ),
    (
      "{kind: phone, ref: \"card A\"}", "{kind: chat, ref: \"#incident\"}",
      "error PB401: the fallback channel is the primary one"
    ),
    (", sev2: {first: 15m, every: 30m}", "", "error PB402: no cadence for SEV2"),
    (
      " Next update ${{next_update}}.", "",
      "error PB402: template investigating does not say when the next update comes"
    ),
    ("{id: resolved, text", "{id: rseolved, text", "error PB402: the template \"resolved\" is missing"),
    (
      "role: ops, proof: true}", "role: ops, proof: true, standing_note: {id: n, text: \"OFF\"}}",
      "warning PB403: nothing clears the note n"
    ),
    (", break_glass: \"safe, envelope 1\"", "", "warning PB502: ssh has no break_glass"),
    (
      "break_glass: \"safe, envelope 1\"", "break_glass: \"wiki, by dns\"",
      "warning PB502: the break-glass way of ssh hangs on dns"
    ),
  ])
  func `broken comms and access are told`(old: String, new: String, expected: String) {
    #expect(marked(Healthy.with([old: new])).contains(expected))
  }

  @Test func `components that nobody knows are told with the nearest one`() {
    #expect(
      marked(Healthy.text, components: ["dms", "registry"]) == """
        depends_on: [dns]
                    ^ warning PB501: dns is neither a service nor a component; did you mean dms?
        """)
  }

  @Test func `two playbooks must agree on which gives way`() {
    let source = Healthy.with(["depends_on: [dns]": "depends_on: [dns]\ninhibits: [other]"])
    let other = Healthy.with(["id: t\n": "id: other\n"])
    #expect(
      marked(source, library: [other]).contains(
        "warning PB501: other does not say inhibited_by t; add it there"))
    let agreed = Healthy.with(["id: t\n": "id: other\ninhibited_by: [t]\n"])
    #expect(marked(source, library: [agreed]) == "")
  }
}
