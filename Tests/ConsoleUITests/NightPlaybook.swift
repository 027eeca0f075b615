import Documents
import PlaybookEngine
import Testing

/// A playbook with a step of every kind.
enum NightPlaybook {
  static func read() throws -> PlaybookLibrary {
    let playbooks = try [text, shortText].map { text in
      let (playbook, findings) = readPlaybook(text, file: "playbook.yaml")
      return try #require(playbook, "\(findings.map(\.message))")
    }
    return PlaybookLibrary(playbooks: playbooks)
  }

  static let text = #"""
    schema: sitrep/playbook@1
    id: registry-outage
    title: Registry outage
    version: 4
    status: active
    summary: Pulls or pushes fail for most users; builds and deploys stop behind it.
    services: [registry]
    owner: {team: platform, role: registry-owner}
    escalation:
      - {role: oncall-primary, after: 0m}
      - {role: storage-sme, after: 30m, why: "data path suspected"}
      - {role: exec-sponsor, after: 60m, why: "recovery time at risk"}
    review: {last: "2026-10-02", by_role: registry-owner, every: 90d}
    objectives: {rto: 120m, rpo: 15m, restore_p90: 20m, verify: 8m, margin: 25%}
    vars:
      host: {default: reg-1}
      restore_point: {prompt: Snapshot that is restored, pattern: "[0-9a-f]{8,64}", filled_by: r-pick}
    severity:
      default: 1
      triggers:
        sev1:
          - {text: "nobody can push for 5 minutes", service: registry, state: [down], for: 5m}
          - any blob is lost or altered
          - a push was accepted and is not there afterwards
        sev2:
          - {text: "the registry answers, but not as it should", service: registry, state: [degraded], for: 5m}
          - pushes fail while pulls work
        sev3: [pulls are slow]
    timers:
      - id: stop-debugging
        kind: decision
        text: Stop debugging, start restoring?
        from: declared
        soft: 20m
        hard: 30m
        opens: d-restore
    comms:
      channels: {primary: {kind: chat, ref: "#incident"}}
      cadence: {sev1: {first: 5m, every: 20m}, sev2: {first: 15m, every: 30m}, sev3: {first: 60m, every: 4h}}
      templates:
        - {id: investigating, audience: all-users, text: "[SEV${{sev}}] Registry: pushes fail. Next update ${{next_update}}."}
    immediate:
      - {id: i-roles, role: ops, kind: note, title: "Say aloud who is commander, who types, who tells users", text: "The commander does not type."}
      - id: i-confirm
        kind: check
        role: ops
        title: Confirm from outside
        run: "curl -sS -o /dev/null -w '%{http_code}' --max-time 10 https://registry.example.net/v2/"
        expect: {text: "200 or 401 means that the front answers; anything else confirms the outage", stdout: [{regex: '^(200|401)$'}]}
        timer: {soft: 1m, hard: 3m}
      - id: i-freeze
        kind: command
        role: ops
        title: Freeze publishes and stop garbage collection on both registry hosts
        danger: write
        run: "ssh ${{host}} 'sudo systemctl stop registry-gc.timer registry-retention.timer; systemctl is-active registry-gc.timer'"
        expect: {text: "Prints inactive", stdout: [{regex: '^inactive$'}], within: 30s}
        rollback: {run: "ssh ${{host}} sudo systemctl start registry-gc.timer registry-retention.timer", expect: {text: "No output", exit: 0}}
      - {id: i-tell, role: ops, kind: comms, title: First message to users, template: investigating, channel: primary}
    phases:
      - id: find
        title: Find the cause
        steps:
          - id: t-storage
            kind: check
            role: ops
            title: Is the object store writable?
            run: "mc admin info store/ --json"
            expect: {text: '"status":"online" for every disk', stdout: [{regex: 'online'}, {not_contains: read-only}]}
            timer: {soft: 3m, hard: 5m}
          - id: d-restore
            kind: decision
            role: ops
            title: Restore or repair?
            question: Restore the newest verified copy, or repair in place?
            options:
              - {id: restore, label: Restore to the second host, goto: r-restore}
              - {id: repair, label: "Repair in place: the cause is known and the fix takes under ten minutes", goto: r-repair, needs: [reason]}
      - id: mend
        title: Mend
        steps:
          - id: r-repair
            kind: check
            role: ops
            title: Free space on the store
            run: "df -P /srv/store"
            expect: {text: "less than 80 % used"}
          - id: r-pick
            kind: check
            role: ops
            title: Pick the newest verified snapshot
            run: "restic snapshots --latest 1 --json"
            expect: {text: "one snapshot, younger than 15 minutes"}
            record: {answer: restore_point}
          - id: r-restore
            kind: command
            role: ops
            title: Restore the newest verified copy
            danger: destructive
            run: "ssh reg-2 sudo registry-restore --from ${{restore_point}} --to /srv/registry --verify --then-switch-the-load-balancer"
            expect: {text: "ends with restored", stdout: [{regex: 'restored'}], within: 20m}
            rollback: {impossible: "the broken copy is kept on reg-1"}
            timer: {soft: 20m, hard: 30m}
      - id: verify
        title: Verify
        steps:
          - {id: v-push, role: ops, kind: wait, title: Push and pull work again, until: {service: registry, state: [ok], for: 3m}}
          - {id: x-tell, role: ops, kind: note, title: Say what must be pushed again, text: "Everything from the impact's start to the restore."}
    """#

  static let shortText = """
    schema: sitrep/playbook@1
    id: ci-outage
    title: CI outage
    status: draft
    phases:
      - {id: look, title: Look, steps: [{id: a, role: ops, kind: note, title: Look at the queue, text: "How long is it?"}]}
    """
}
