import Documents
import Domain
import PlaybookEngine

/// A playbook that passes every rule, in pieces that a test can swap.
enum Healthy {
  static let text = """
    schema: sitrep/playbook@1
    id: t
    title: Test
    version: 2
    status: active
    summary: Something fails.
    services: [registry]
    owner: {team: platform, role: registry-owner}
    escalation: [{role: oncall-primary, after: 0m}]
    escalate_when: [{if: "data is lost", to: storage-sme}]
    review: {last: "2026-10-01", by_role: registry-owner, every: 90d}
    history: [{version: 2, date: "2026-10-01", by_role: registry-owner, change: "second"}]
    evidence: [{date: "2026-09-01", kind: drill, run: DR-1, version: 2, rating: S, restore: 10m}]
    access: [{id: ssh, need: "ssh on reg-1", break_glass: "safe, envelope 1"}]
    depends_on: [dns]
    vars: {host: {default: reg-1}}
    objectives: {rto: 60m, rpo: 15m, restore_p90: 20m, verify: 8m, margin: 25%}
    severity: {default: 2, triggers: {sev1: ["all is lost"], sev2: ["much is lost"]}}
    detection: [{signal: "it is down", source: monitoring, page: true}]
    lookalikes: {none: "it is unmistakable"}
    timers: [{id: stop, kind: decision, from: declared, soft: 5m, hard: 10m, opens: way}]
    comms:
      channels: {primary: {kind: chat, ref: "#incident"}, fallback: {kind: phone, ref: "card A"}}
      cadence: {sev1: {first: 5m, every: 20m}, sev2: {first: 15m, every: 30m}}
      templates:
        - {id: investigating, text: "It fails. Next update ${{next_update}}."}
        - {id: resolved, text: "It works."}
    phases:
      - id: triage
        title: Look
        steps:
          - {id: look, kind: check, title: Look at it, role: ops, run: "ssh ${{host}} uptime", expect: {text: "A line with load"}}
          - id: way
            kind: decision
            title: Which way?
            role: ic
            question: Which way?
            options: [{id: fix, label: Fix it, goto: fix}, {id: go, label: Go on, goto: proof}]
      - id: restore
        title: Mend
        steps:
          - id: fix
            kind: command
            title: Mend it
            role: ops
            danger: write
            run: "ssh ${{host}} sudo systemctl restart it"
            expect: {text: "No output, exit 0", exit: 0}
            rollback: {none: "a restart takes nothing away"}
      - id: verify
        title: Prove
        steps:
          - {id: proof, kind: note, title: It works, role: ops, proof: true}
          - {id: tell, kind: comms, title: Tell, role: comms, template: resolved}
    postmortem: {due: 5d, seeds: {impact: "i", detection: "d", fix: "f"}}
    """

  /// The healthy playbook with lines put in place of others.
  static func with(_ changes: [String: String]) -> String {
    changes.reduce(text) { $0.replacing($1.key, with: $1.value) }
  }
}

let testDay = Timestamp(rfc3339: "2026-10-15T09:00Z") ?? Timestamp(milliseconds: 0)

/// The text with `^` lines under what is found, followed by the codes and messages, as in a compiler's output.
///
/// Only lines with findings are drawn.
func marked(_ source: String, library: [String] = [], components: [ServiceID] = [], now: Timestamp = testDay)
  -> String
{
  let (playbook, found) = readPlaybook(source, file: "t.yaml")
  let others = library.compactMap { readPlaybook($0, file: "other.yaml").playbook }
  let linted = playbook.map { lint($0, in: [$0] + others, components: components, now: now) } ?? []
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  return (found + linted).sorted().map { finding in
    let mark = String(repeating: " ", count: finding.column - 1) + "^"
    let words = "\(finding.level.rawValue) \(finding.code ?? "-"): \(finding.message); \(finding.hint)"
    return "\(lines[finding.line - 1])\n\(mark) \(words)"
  }.joined(separator: "\n")
}
