extension Lab {
  /// What the console is told: four services on four real servers, and who stands on whom.
  var configuration: String {
    """
    schema: sitrep/config@1
    place: lab
    defaults: {every: 1s, timeout: 4s, down_after: 2, up_after: 2, retry_every: 500ms}

    services:
      - id: database
        title: PostgreSQL primary
        tier: 3
        owner: {team: data, primary: dba}
        playbooks: [database-outage]
        explain:
          symptom: "nothing can be stored"
          cause: "the server is gone or hangs"
          first_step: "pg_isready, then its log"
        checks:
          - id: answers
            exec: {argv: \(command("select 1", at: ports.primary))}
            down: ["exit != 0"]
          - id: standbys
            exec: {argv: \(command("select count(*) from pg_stat_replication where state = 'streaming'", at: ports.primary))}
            every: 3s
            measure: {standbys: {regex: '^([0-9]+)$'}}
            down: ["exit != 0"]
            degraded: ["standbys < 1"]

      - id: replica
        title: PostgreSQL standby
        tier: 4
        depends_on: [database]
        checks:
          - id: heartbeat
            exec: {argv: \(command("select extract(epoch from clock_timestamp() - at) from heartbeat", at: ports.standby))}
            measure: {replication_lag: {regex: '^([0-9.]+)', unit: s}}
            down: ["exit != 0"]
            degraded: ["replication_lag > 3s"]

      - id: orders
        title: Order queue (Redis)
        tier: 5
        depends_on: [database]
        checks:
          - id: length
            tcp:
              host: 127.0.0.1
              port: \(ports.redis)
              dialogue:
                - {send: "LLEN orders\\r\\n"}
                - {expect: ":[0-9]+"}
            measure: {queue_depth: {regex: ":([0-9]+)"}}
            degraded: ["queue_depth > 100"]

      - id: shop
        title: Shop (nginx, TLS)
        tier: 7
        depends_on: [database, orders]
        checks:
          - id: front
            http: {url: "https://127.0.0.1:\(ports.shop)/healthz", tls: {ca: '\(folder)/ca.pem'}}
            down: ["status != 200"]
            degraded: ["cert_days < 7"]
          - id: page
            http: {url: "https://127.0.0.1:\(ports.shop)/orders", tls: {ca: '\(folder)/ca.pem'}}
            down: ["status != 200"]

    channels:
      - id: status
        file: {path: '\(folder)/status.txt'}

    """
  }

  private func command(_ text: String, at port: ReservedPort) -> String {
    "[psql, -h, 127.0.0.1, -p, \(port), -U, postgres, -d, postgres, -qAtX, -c, \"\(text)\"]"
  }
}
