import FoundationEssentials

extension Lab {
  /// The playbook of the night: what it runs, runs against the servers of the lab.
  func playbook(orders: Int) -> String {
    [
      head(String(Date.now.ISO8601Format().prefix(10))), immediate, findingAndMending,
      closing(orders: orders),
    ].joined(separator: "\n")
  }

  private func head(_ today: String) -> String {
    """
    schema: sitrep/playbook@1
    id: database-outage
    title: The primary database is gone
    version: 1
    status: active
    summary: "Nothing can be stored; orders wait in the queue."
    services: [database]
    owner: {team: data, role: dba}
    escalation:
      - {role: oncall-primary, after: 0m}
      - {role: dba, after: 5m, why: "cause still unknown"}
    escalate_when:
      - {if: "data is lost", to: dba, sev: 1}
    review: {last: "\(today)", by_role: dba, every: 90d}
    history:
      - {version: 1, date: "\(today)", by_role: dba, change: "first version"}
    evidence:
      - {date: "\(today)", kind: drill, run: DR-1, version: 1, rating: S, restore: 1m}
    access:
      - {id: ops, need: "the folder with the start scripts", break_glass: "safe envelope 1"}
    depends_on: [database]
    vars:
      ops: {default: "\(folder)"}
      primary: {default: "\(ports.primary)"}
      standby: {default: "\(ports.standby)"}
      redis: {default: "\(ports.redis)"}
    objectives: {rto: 30m, rpo: 0m, restore_p90: 1m, verify: 1m, margin: 25%}
    severity:
      default: 1
      triggers:
        sev1:
          - {text: "nothing can be stored", service: database, state: [down]}
        sev2:
          - {text: "orders pile up", service: orders, when: "queue_depth > 100"}
        sev3:
          - {text: "the standby is behind", service: replica, state: [degraded]}
    detection:
      - {signal: "the primary does not answer", source: sitrep, page: true}
    lookalikes: {none: "pg_isready tells it from all others"}
    timers:
      - id: stop-debugging
        kind: decision
        from: declared
        soft: 5m
        hard: 10m
        opens: way
        extend: {max: 1, by: 5m, role: ic, needs: [reason]}
    comms:
      channels:
        primary: {kind: page, ref: status, needs: []}
        fallback: {kind: phone, ref: "phone tree card A", needs: []}
      cadence:
        sev1: {first: 5m, every: 15m}
        sev2: {first: 15m, every: 30m}
        sev3: {first: 60m, every: 4h}
      templates:
        - id: investigating
          audience: all-users
          text: "[SEV${{sev}}] Orders can't be stored since ${{impact_start}}. They wait and are not lost. Next update ${{next_update}}."
        - id: resolved
          audience: all-users
          text: "[SEV${{sev}}] Orders are stored again since ${{now}}. None was lost. Next update ${{next_update}}."
    """
  }

  private var immediate: String {
    #"""
    immediate:
      - id: lead
        kind: note
        title: Say aloud who leads
        role: ic
        text: "Whoever leads decides."
      - id: tell
        kind: comms
        title: Tell the users
        role: comms
        template: investigating
        channel: primary
        critical: true
    """#
  }

  private var findingAndMending: String {
    #"""
    phases:
      - id: triage
        title: Find the cause
        mode: read-do
        steps:
          - id: reachable
            kind: check
            title: Does the primary answer?
            role: ops
            run: "pg_isready -h 127.0.0.1 -p ${{primary}}"
            expect:
              text: "no response: the server is gone"
              exit: 2
              stdout: [{contains: "no response"}]
          - id: way
            kind: decision
            title: Start it again, or promote the standby?
            role: ic
            question: "The standby is behind. What brings the primary back soonest?"
            options:
              - {id: start, label: "Start it again where it is", goto: start, recommended_when: hard_limit}
              - {id: wait, label: "Keep looking", extends: stop-debugging, needs: [reason]}
            record: {decision: way_back}
      - id: restore
        title: Bring it back
        mode: read-do
        steps:
          - id: start
            kind: command
            title: Start the primary
            role: ops
            danger: write
            critical: true
            run: "${{ops}}/start-primary"
            expect: {text: "server started", exit: 0, stdout: [{contains: "server started"}]}
            rollback: {none: "a started server can be stopped again"}
          - id: replay
            kind: command
            title: Let the standby replay again
            role: ops
            danger: write
            run: "psql -h 127.0.0.1 -p ${{standby}} -U postgres -d postgres -qAtX -c 'select pg_wal_replay_resume()' -c 'select pg_get_wal_replay_pause_state()'"
            expect: {text: "not paused", exit: 0, stdout: [{contains: "not paused"}]}
            rollback: {run: "psql -h 127.0.0.1 -p ${{standby}} -U postgres -d postgres -qAtX -c 'select pg_wal_replay_pause()'", expect: {text: "exit 0", exit: 0}}
          - id: worker
            kind: command
            title: Start the worker again
            role: ops
            danger: write
            run: "setsid -f sh ${{ops}}/worker >/dev/null 2>&1; echo the worker takes orders"
            expect: {text: "the worker takes orders", exit: 0, stdout: [{contains: "takes orders"}]}
            rollback: {none: "orders that are stored stay stored"}
          - id: drained
            kind: wait
            title: The queue drains
            role: ops
            until: {service: orders, when: "queue_depth < 5"}
            for: 2s
            timer: {soft: 2m, hard: 5m}
          - id: level
            kind: wait
            title: The standby is level with the primary
            role: ops
            until: {service: replica, when: "replication_lag < 1s"}
            for: 1s
            timer: {soft: 2m, hard: 5m}
    """#
  }

  private func closing(orders: Int) -> String {
    """
      - id: verify
        title: Prove it
        mode: do-confirm
        steps:
          - id: proof
            kind: check
            title: Every order is in the standby too
            role: ops
            proof: true
            critical: true
            run: "psql -h 127.0.0.1 -p ${{standby}} -U postgres -d postgres -qAtX -c 'select count(*) from orders'"
            expect:
              text: "\(orders), as many as were taken"
              stdout: [{regex: "^\(orders)$"}]
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
        impact: "Orders could not be stored from ${{impact_start}} to ${{restored_at}}."
        detection: "Found by ${{detected_by}}."
        fix: "The primary was started again; every order was counted in the standby."
      prompts:
        - "Why did the primary stop?"

    """
  }

  /// Moves orders from the list to the table while the database answers.
  var worker: String {
    """
    \(prelude)
    while :; do
      psql -qAtX -p \(ports.primary) -c 'select 1' >/dev/null 2>&1 \\
        && redis-cli -p \(ports.redis) --raw lpop orders 25 | grep . \\
        | psql -qX -p \(ports.primary) -c 'copy orders from stdin'
      sleep 0.3
    done
    """
  }
}
