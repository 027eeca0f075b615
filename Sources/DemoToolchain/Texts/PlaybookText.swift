import Domain

/// The demo's playbook: everything that a playbook can do, once, in small steps.
func playbookText(pace: DemoPace, registryPort: Int, today: String) -> String {
  [
    head(today: today, registryPort: registryPort), rules(pace), immediateSteps, findingSteps,
    mendingSteps(pace),
    closingSteps,
  ].joined(separator: "\n")
}

private func head(today: String, registryPort: Int) -> String {
  """
  schema: sitrep/playbook@1
  id: demo-registry-outage
  title: Pushes to the registry fail
  version: 1
  status: active
  summary: "The registry refuses pushes; builds and releases wait behind it."
  services: [registry]

  owner: {team: platform, role: registry-owner}
  escalation:
    - {role: oncall-primary, after: 0m}
    - {role: registry-owner, after: 5m, why: "cause still unknown"}
    - {role: exec-sponsor, after: 30m, why: "pushes still fail"}
  escalate_when:
    - {if: "a package is lost or changed", to: storage-sme, sev: 1}
  review: {last: "\(today)", by_role: registry-owner, every: 90d}
  history:
    - {version: 1, date: "\(today)", by_role: registry-owner, change: "first version"}
  evidence:
    - {date: "\(today)", kind: drill, run: DR-1, version: 1, rating: S, restore: 2m}
  access:
    - {id: admin, need: "the registry's admin address", break_glass: "safe envelope 3"}
  depends_on: [object-store]

  vars:
    registry: {default: "http://127.0.0.1:\(registryPort)"}

  objectives: {rto: 30m, rpo: 0m, restore_p90: 2m, verify: 1m, margin: 25%}
  """
}

private func rules(_ pace: DemoPace) -> String {
  let hold = pace.text(.seconds(10))
  return """
    severity:
      default: 2
      triggers:
        sev1:
          - {text: "nobody can push", service: registry, state: [down], for: \(hold)}
          - {text: "builds pile up", service: ci, when: "queue_depth > 10 for \(hold)"}
        sev2:
          - {text: "pushes are slow", service: registry, state: [degraded]}
        sev3:
          - {text: "one project is affected"}
    detection:
      - {signal: "the push check of registry is down", source: sitrep, page: true}
    lookalikes: {none: "the push check goes the whole way"}

    timers:
      - id: stop-debugging
        kind: decision
        from: declared
        soft: 60s
        hard: 2m
        opens: decide
        extend: {max: 2, by: 2m, role: ic, needs: [reason]}

    comms:
      channels:
        primary: {kind: chat, ref: chat, needs: [chat]}
        fallback: {kind: phone, ref: "phone tree card A", needs: []}
      cadence:
        sev1: {first: 2m, every: 5m}
        sev2: {first: 5m, every: 15m}
        sev3: {first: 30m, every: 2h}
      templates:
        - id: investigating
          audience: all-users
          text: >-
            [SEV${{sev}}] Pushes to the registry fail since ${{impact_start}}.
            Builds wait. Please do not retry. Next update ${{next_update}}.
        - id: resolved
          audience: all-users
          text: >-
            [SEV${{sev}}] Pushes to the registry work again since ${{now}}.
            Waiting builds are done. No package was lost. Next update ${{next_update}}.

    """
}

private let immediateSteps = #"""
  immediate:
    - id: front
      kind: check
      title: Does the registry answer at all?
      role: ops
      run: "curl -sS -o /dev/null -w '%{http_code}' ${{registry}}/v2/"
      expect:
        text: "200: the front is up. It says nothing about pushes yet."
        stdout: [{regex: "^200$"}]
        bad:
          - {regex: "^000", means: "no connection: the registry is gone"}
      info: "Press ! to see the command, then Enter to run it."
    - id: roles
      kind: note
      title: Say aloud who leads
      role: ic
      text: "Whoever leads decides. One other person writes to the users."
    - id: tell
      kind: comms
      title: Tell the users
      role: comms
      template: investigating
      channel: primary
      critical: true
      timer: {from: declared, soft: 60s, hard: 2m}

  """#

private let findingSteps = #"""
  phases:
    - id: triage
      title: Find the cause
      mode: read-do
      steps:
        - id: stop-gc
          kind: command
          title: Stop garbage collection
          role: ops
          danger: write
          critical: true
          run: "curl -sS -X POST ${{registry}}/admin/gc/stop"
          expect:
            text: "garbage collection: stopped"
            stdout: [{contains: "stopped"}]
          rollback:
            run: "curl -sS -X POST ${{registry}}/admin/gc/start"
            expect: {text: "garbage collection: running", stdout: [{contains: "running"}]}
        - id: push
          kind: check
          title: Push a small package and read the error
          role: ops
          run: "curl -sS -X POST -w '%{http_code}' ${{registry}}/journey/push"
          expect:
            text: "201 means that pushes work; anything else names the cause."
            stdout: [{regex: "201$"}]
            bad:
              - {regex: "no space left", means: "the object store is full", look_at: decide}
              - {regex: "starting", means: "just restarted: wait ten seconds"}
          record: {answer: error, options: [none, no-space, starting, other]}

  """#

private func mendingSteps(_ pace: DemoPace) -> String {
  #"""
    - id: restore
      title: Make pushes work again
      mode: read-do
      steps:
        - id: decide
          kind: decision
          title: Free space, restart, or keep looking?
          role: ic
          question: "The clock runs. What brings pushes back soonest?"
          options:
            - {id: free, label: "Free space in the object store", goto: prune, recommended_when: hard_limit}
            - {id: restart, label: "Restart the registry", goto: restart}
            - {id: debug, label: "Keep looking", extends: stop-debugging, needs: [reason]}
          record: {decision: way_back}
        - id: restart
          kind: command
          title: Restart the registry
          role: ops
          required: false
          danger: write
          run: "curl -sS -X POST ${{registry}}/admin/restart"
          expect:
            text: "ready. If pushes still fail, it did not help: decide again."
            stdout: [{contains: "ready"}]
            bad:
              - {regex: "still fail", means: "not the cause: decide again", look_at: decide}
          rollback: {none: "a restart loses nothing"}
          on_fail: {goto: decide}
        - id: prune
          kind: command
          title: Remove old unfinished uploads
          role: ops
          danger: write
          run: "curl -sS -X POST ${{registry}}/admin/prune-old-uploads"
          expect:
            text: "old uploads removed. Disk use falls within 10 seconds."
            stdout: [{contains: "removed"}]
            bad:
              - {regex: "still running", means: "stop garbage collection first", look_at: stop-gc}
          rollback: {none: "unfinished uploads can't be pulled by anyone"}
        - id: drain
          kind: wait
          title: The build queue drains
          role: ops
          until: {service: ci, when: "queue_depth < 10"}
          for: \#(pace.text(.seconds(10)))
          timer: {soft: 2m, hard: 5m}

  """#
}

private let closingSteps = #"""
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
          run: "curl -sS -X POST -w '%{http_code}' ${{registry}}/journey/push"
          expect:
            text: "pushed, pulled back and equal, and 201"
            stdout: [{regex: "201$"}]
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
      fix: "Garbage collection stopped, old uploads removed; a push proved it."
    prompts:
      - "Why did nobody see the disk fill up?"
      - "What should stop garbage collection from filling the store?"

  """#
