extension Toolchain {
  package static let playbookText = head + rules + immediate + finding + mending + closing

  private static let head = """
    schema: sitrep/playbook@1
    id: registry-outage
    title: Registry outage
    version: 4
    status: active
    summary: "The registry refuses pushes; builds wait behind it."
    services: [registry]
    owner: {team: platform, role: registry-owner}
    escalation:
      - {role: oncall, after: 0m}
      - {role: registry-owner, after: 10m, why: "cause still unknown"}
      - {role: exec-sponsor, after: 40m, why: "pushes still fail"}
    escalate_when:
      - {if: "a package is lost or changed", to: storage-sme, sev: 1}
    review: {last: "2026-11-01", by_role: registry-owner, every: 90d}
    history:
      - {version: 4, date: "2026-11-01", by_role: registry-owner, change: "first mirror, then diagnosis"}
    evidence:
      - {date: "2026-10-01", kind: drill, run: DR-1, version: 4, rating: S, restore: 10m}
    access:
      - {id: admin, need: "the registry's admin address", break_glass: "safe envelope 3"}
    depends_on: [git]
    vars:
      registry: {default: "registry.test"}
    objectives: {rto: 60m, rpo: 0m, restore_p90: 10m, verify: 5m, margin: 25%}

    """

  private static let rules = """
    severity:
      default: 2
      triggers:
        sev1:
          - {text: "nobody can push", service: registry, state: [down], for: 1m}
          - {text: "packages are lost"}
        sev2:
          - {text: "builds pile up", service: ci, when: "queue_depth > 20"}
        sev3:
          - {text: "one project is affected"}
    detection:
      - {signal: "the push check of registry is down", source: sitrep, page: true}
    lookalikes: {none: "the push check goes the whole way"}
    timers:
      - id: stop-debugging
        kind: decision
        from: declared
        soft: 10m
        hard: 20m
        opens: decide
        extend: {max: 1, by: 5m, role: ic, needs: [reason]}
    comms:
      channels:
        primary: {kind: chat, ref: chat, needs: [chat]}
        fallback: {kind: phone, ref: "phone tree card A", needs: []}
      cadence:
        sev1: {first: 5m, every: 20m}
        sev2: {first: 15m, every: 30m}
        sev3: {first: 60m, every: 4h}
      templates:
        - id: investigating
          audience: all-users
          text: >-
            [SEV${{sev}}] Pushes to the registry fail since ${{impact_start}}.
            Please do not retry. Next update ${{next_update}}.
        - id: resolved
          audience: all-users
          text: >-
            [SEV${{sev}}] Pushes to the registry work again since ${{now}}.
            No package was lost. Next update ${{next_update}}.

    """

  private static let immediate = #"""
    immediate:
      - id: outside
        deferrable: true
        kind: check
        title: Does the registry answer from outside?
        role: ops
        run: "curl -sS https://${{registry}}/v2/"
        expect:
          text: "200: the front is up"
          stdout: [{regex: "^200"}]
          bad: [{regex: "refused", means: "no connection: the registry is gone"}]
        timer: {soft: 2m, hard: 5m}
      - id: tell
        kind: comms
        title: Tell the users
        role: comms
        template: investigating
        channel: primary
        critical: true

    """#

  private static let finding = #"""
    phases:
      - id: triage
        title: Find the cause
        mode: read-do
        steps:
          - id: freeze
            kind: command
            title: Stop garbage collection
            role: ops
            danger: write
            critical: true
            run: "ssh registry sudo systemctl stop gc"
            expect:
              text: "gc: stopped"
              stdout: [{contains: "stopped"}]
            rollback:
              run: "ssh registry sudo systemctl start gc"
              expect: {text: "gc: running", stdout: [{contains: "running"}]}
          - id: error
            kind: check
            title: Push a small package and read the error
            role: ops
            expect: {text: "201 means that pushes work; anything else names the cause"}
            record: {answer: error, options: [none, no-space, other]}
          - id: logs
            kind: note
            title: Read the registry's log
            role: ops
            text: "The first error counts, not the loudest."

    """#

  private static let mending = #"""
      - id: restore
        title: Make pushes work again
        mode: read-do
        steps:
          - id: decide
            kind: decision
            title: Restart, free space, or keep looking?
            role: ic
            question: "What brings pushes back soonest?"
            options:
              - {id: restart, label: "Restart the registry", goto: restart}
              - {id: free, label: "Free space in the object store", goto: prune, recommended_when: hard_limit}
              - {id: look, label: "Keep looking", extends: stop-debugging, needs: [reason]}
            record: {decision: way_back}
          - id: restart
            kind: command
            title: Restart the registry
            role: ops
            required: false
            danger: write
            run: "ssh registry sudo systemctl restart registry"
            expect: {text: "active", stdout: [{contains: "active"}]}
            rollback: {none: "a restart loses nothing"}
            on_fail: {goto: decide}
          - id: prune
            kind: command
            title: Remove old unfinished uploads
            role: ops
            danger: destructive
            approve: {role: ic, how: type-title}
            run: "ssh registry sudo registry-prune --older-than 24h"
            expect: {text: "uploads removed", stdout: [{contains: "removed"}]}
            rollback: {none: "unfinished uploads can't be pulled by anyone"}
          - id: drain
            kind: wait
            title: The build queue drains
            role: ops
            until: {service: ci, when: "queue_depth < 10"}
            for: 1m
            timer: {soft: 10m, hard: 20m}

    """#

  private static let closing = #"""
      - id: verify
        title: Prove it
        mode: do-confirm
        steps:
          - id: proof
            kind: check
            title: A push goes all the way
            role: ops
            proof: true
            critical: true
            run: "curl -sS -X POST https://${{registry}}/push"
            expect: {text: "201", stdout: [{contains: "201"}]}
      - id: close
        title: Close
        mode: do-confirm
        steps:
          - id: all-clear
            kind: comms
            title: Tell the users that it is over
            role: comms
            template: resolved
            channel: primary
            critical: true
    postmortem:
      due: 5d
      seeds:
        impact: "Pushes failed from ${{impact_start}} to ${{restored_at}}."
        detection: "Found by ${{detected_by}}."
        fix: "Old uploads removed; a push proved it."
      prompts:
        - "Why did nobody see the store fill up?"

    """#
}
