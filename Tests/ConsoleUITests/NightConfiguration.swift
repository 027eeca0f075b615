import Documents
import Domain
import Settings
import Testing

/// A team's configuration with names of every kind: short, long, in other scripts.
enum NightConfiguration {
  static func read() throws -> Configuration {
    let (settings, findings) = readSettings(text, file: "sitrep.yaml", include: { _ in [] })
    return try #require(settings, "\(findings.map(\.message))")
  }

  static let text = """
    schema: sitrep/config@1
    place: prod
    defaults: {every: 30s, timeout: 5s, down_after: 3, up_after: 2, retry_every: 5s}
    components: [{id: object-store, tier: 1}]
    services:
      - id: registry
        title: Package registry
        tier: 5
        owner: {team: platform, primary: registry-owner, secondary: sre-lead, escalation: [oncall-primary, registry-owner, exec-sponsor]}
        depends_on: [object-store]
        playbooks: [registry-outage]
        links: {dashboard: "https://grafana.example.net/d/registry", logs: "ssh reg-1 journalctl -u registry"}
        explain: {symptom: "pushes answer 503 while pulls still work", cause: "object store read-only or full", first_step: "df -P on reg-1; HEAD on the object store"}
        checks:
          - id: push
            http: {url: "https://registry.example.net/v2/canary/blobs/uploads/", method: POST}
            down: ["status not in (200, 202)"]
            degraded: ["p95(latency, 5m) > 800ms"]
          - id: volume
            exec: {argv: [df, -P, /srv/registry]}
            measure: {disk_used: {regex: '([0-9]+)%', unit: "%"}}
            degraded: ["disk_used > 90% for 10m"]
      - id: ci
        title: Buildbot
        tier: 6
        owner: {primary: build-oncall}
        depends_on: [git, registry]
        playbooks: [ci-outage]
        explain: {symptom: "builds wait and do not start", cause: "workers cannot fetch packages", first_step: "is the registry well?"}
        checks:
          - id: queue
            http: {url: "http://127.0.0.1:8010/api/v2/buildrequests"}
            measure: {queue_depth: {json: "$.meta.total"}}
            degraded: ["queue_depth > 20"]
      - id: deploy-bot
        title: Deploy bot
        tier: 7
        depends_on: [registry]
        checks: [{id: http, http: {url: "http://127.0.0.1:8020/"}, degraded: ["latency > 1s"]}]
      - id: documentation-search-indexer
        title: 検索 documentation search 🔎
        tier: 7
        checks: [{id: http, http: {url: "http://127.0.0.1:8030/"}, degraded: ["latency > 2s"]}]
      - id: postgres
        title: PostgreSQL primary
        tier: 2
        checks:
          - id: lag
            exec: {argv: [pg-lag]}
            measure: {replication_lag: {regex: '([0-9.]+)', unit: s}}
            degraded: ["replication_lag > 30s"]
      - id: git
        title: Git over SSH and HTTPS
        tier: 3
        checks: [{id: http, http: {url: "https://git.example.net/"}, degraded: ["latency > 1s", "cert_days < 14"]}]
      - id: vault
        title: Secrets
        tier: 1
        checks: [{id: http, http: {url: "https://vault.example.net/v1/sys/health"}}]
      - id: chat
        title: Chat (Matrix)
        checks: [{id: http, http: {url: "https://chat.example.net/"}}]
    channels:
      - {id: chat, webhook: {url: "https://chat.example.net/hook", format: matrix}, needs: [chat]}
      - {id: status, file: {path: /srv/status/updates.txt}}
      - {id: packages-announce, webhook: {url: "https://announce.example.net/hook", format: json}, needs: [registry]}
    """
}
