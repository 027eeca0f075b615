import Domain

/// The demo's configuration: ten services on loopback, watched closely.
func configurationText(pace: DemoPace, port: (DemoService) -> Int, statusFile: String) -> String {
  func url(_ service: DemoService) -> String { "http://127.0.0.1:\(port(service))" }
  return """
    schema: sitrep/config@1
    place: demo
    defaults:
      every: \(pace.text(.seconds(2)))
      timeout: 2s
      down_after: 2
      up_after: 2
      retry_every: \(pace.text(.seconds(1)))

    services:
    \(groundServices(pace, url, redisPort: port(.redis)))
    \(deliveryServices(pace, url))
    channels:
      - id: chat
        webhook: {url: "\(url(.chat))/hooks/incident", format: slack}
        needs: [chat]
      - id: status
        file: {path: \(quoted(statusFile))}

    """
}

/// What the others stand on: all well during the night, except the object store.
private func groundServices(_ pace: DemoPace, _ url: (DemoService) -> String, redisPort: Int) -> String {
  """
    - id: object-store
      title: Object store
      tier: 2
      owner: {team: storage, primary: storage-sme, secondary: sre-lead}
      explain:
        symptom: "writes fail, reads work"
        cause: "the store is full"
        first_step: "read disk_used; find what is filling it"
      checks:
        - id: live
          http: {url: "\(url(.objectStore))/minio/health/cluster"}
          down: ["status != 200"]
        - id: volume
          http: {url: "\(url(.objectStore))/status"}
          measure: {disk_used: {json: $.disk_used, unit: "%"}}
          down: ["status != 200"]
          degraded: ["avg(disk_used, \(pace.text(.seconds(60)))) > 97%"]

    - id: postgres
      title: PostgreSQL
      tier: 3
      owner: {team: data, primary: dba, secondary: sre-lead}
      explain:
        symptom: "reads from the standby are old"
        cause: "a long transaction, or a slow disk on the standby"
        first_step: "read replay_lag of the standby"
      checks:
        - id: replication
          http: {url: "\(url(.postgres))/status"}
          measure: {replication_lag: {json: "$.replicas[0].replay_lag", unit: s}}
          down: ["status != 200"]
          degraded: ["avg(replication_lag, \(pace.text(.seconds(10)))) > 5s"]

    - id: redis
      title: Event queue (Redis)
      tier: 3
      owner: {team: platform, primary: platform-oncall}
      explain:
        symptom: "webhooks arrive late"
        cause: "no worker takes events"
        first_step: "LLEN events, then look for the workers"
      checks:
        - id: events
          tcp:
            host: 127.0.0.1
            port: \(redisPort)
            dialogue:
              - {send: "PING\\r\\n"}
              - {expect: "PONG"}
              - {send: "LLEN events\\r\\n"}
              - {expect: ":[0-9]+"}
          measure: {queue_depth: {regex: ":([0-9]+)"}}
          degraded: ["queue_depth > 50 for \(pace.text(.seconds(10)))"]

    - id: vault
      title: Secrets
      tier: 3
      owner: {team: platform, primary: platform-oncall, secondary: security}
      explain:
        symptom: "jobs can't read their secrets"
        cause: "sealed after a restart"
        first_step: "read sealed in /v1/sys/health"
      checks:
        - id: health
          http: {url: "\(url(.vault))/v1/sys/health"}
          down: ["status not in (200, 429)"]

    - id: idp
      title: Single sign-on
      tier: 3
      owner: {team: identity, primary: identity-oncall}
      checks:
        - id: discovery
          http: {url: "\(url(.idp))/.well-known/openid-configuration"}
          down: ["status != 200"]

    - id: chat
      title: Chat
      tier: 6
      owner: {team: it, primary: it-oncall}
      checks:
        - id: health
          http: {url: "\(url(.chat))/health"}
          down: ["status != 200"]

  """
}

/// The way of a change from a commit to production: it breaks at the registry and backs up from there.
private func deliveryServices(_ pace: DemoPace, _ url: (DemoService) -> String) -> String {
  """
    - id: git
      title: Git hosting
      tier: 4
      owner: {team: platform, primary: platform-oncall}
      depends_on: [postgres]
      checks:
        - id: clone
          http: {url: "\(url(.git))/app.git/info/refs?service=git-upload-pack"}
          down: ["status != 200"]
          degraded: ["p95(latency, \(pace.text(.seconds(60)))) > 800ms"]

    - id: registry
      title: Package registry
      tier: 5
      owner:
        team: platform
        primary: registry-owner
        secondary: sre-lead
        escalation: [oncall-primary, registry-owner, exec-sponsor]
      depends_on: [object-store]
      playbooks: [demo-registry-outage]
      links: {dashboard: "\(url(.registry))/v2/", store: "\(url(.objectStore))/status"}
      explain:
        symptom: "pushes answer 503, pulls still work"
        cause: "the object store is full or read-only"
        first_step: "push a small package and read the error"
      checks:
        - id: front
          http: {url: "\(url(.registry))/v2/"}
          down: ["status not in (200, 401)"]
        - id: push
          http: {url: "\(url(.registry))/journey/push", method: POST}
          every: \(pace.text(.seconds(1)))
          down: ["status != 201"]
          degraded: ["avg(latency, \(pace.text(.seconds(5)))) > 300ms"]

    - id: ci
      title: Builds (Buildbot)
      tier: 6
      owner: {team: platform, primary: ci-owner, secondary: registry-owner}
      depends_on: [git, registry, vault]
      links: {queue: "\(url(.ci))/api/v2/buildrequests"}
      explain:
        symptom: "jobs wait and don't start"
        cause: "a build step hangs on the registry, or workers are gone"
        first_step: "look at the registry first, then at the workers"
      checks:
        - id: queue
          http: {url: "\(url(.ci))/api/v2/buildrequests?complete=false&claimed=false"}
          every: \(pace.text(.seconds(1)))
          measure: {queue_depth: {json: $.meta.total}}
          down: ["status != 200"]
          degraded: ["queue_depth > 12 for \(pace.text(.seconds(5)))"]

    - id: deploy-bot
      title: Deploy bot
      tier: 7
      owner: {team: release, primary: release-oncall}
      depends_on: [ci, vault, chat]
      explain:
        symptom: "releases wait"
        cause: "no finished build to deploy"
        first_step: "look at ci first"
      checks:
        - id: releases
          http: {url: "\(url(.deployBot))/status"}
          measure: {queue_depth: {json: $.waiting}}
          down: ["status != 200"]
          degraded: ["queue_depth > 3 for \(pace.text(.seconds(5)))"]

  """
}

/// A YAML double-quoted scalar that reads back as `text`.
func quoted(_ text: String) -> String {
  var inside = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": inside += "\\" + String(scalar)
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      inside += "\\x" + (digits.count < 2 ? "0" : "") + digits
    default: inside.unicodeScalars.append(scalar)
    }
  }
  return "\"\(inside)\""
}
