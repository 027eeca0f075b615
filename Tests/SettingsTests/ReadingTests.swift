import Documents
import Domain
import Settings
import Testing

/// The findings of a file, one a line, without the file's name.
private func findings(_ source: String, playbooks: Set<PlaybookID>? = nil) -> String {
  readSettings(source, file: "f", include: { _ in [] }, playbooks: playbooks).findings
    .map { String($0.text.dropFirst(2)) }.joined(separator: "\n")
}

private let head = "schema: sitrep/config@1\n"

private func configured(_ source: String) -> Configuration? {
  readSettings(source, file: "f", include: { _ in [] }).settings
}

struct ReadingTests {
  @Test func `a whole file is read`() {
    let whole = configured(wholeFile)
    #expect(findings(wholeFile) == "")
    #expect(whole?.place == "prod")
    #expect(whole?.services.map(\.id) == ["registry", "ci"])
    let front = whole?.services.first?.checks.first
    #expect(front?.schedule == Check.Schedule(every: .seconds(15), downAfter: 2))
    #expect(
      front?.probe
        == .http(
          HTTPProbe(
            url: "https://registry.example.net/v2/",
            headers: [
              HTTPHeader(name: "Accept", value: .plain("application/json")),
              HTTPHeader(
                name: "Authorization",
                value: .secret(prefix: "Bearer ", reference: .file("/etc/sitrep/reg.token"))),
            ], follow: 3, bodyLimit: 2048, tls: TLSOptions(authorities: "/etc/ssl/own.pem"))))
    #expect(front?.degraded.map(\.text) == ["p95(latency, 5m) > 800ms", "cert_days < 14"])
    #expect(
      whole?.channels
        == [
          Channel(
            id: "chat",
            transport: .webhook(url: .secret(prefix: "", reference: .environment("HOOK")), format: .slack),
            needs: ["dns"]),
          Channel(id: "log", transport: .file(path: "/srv/updates.txt")),
        ])
    #expect(whole?.components == [Component(id: "dns", tier: 1)])
    #expect(whole?.contacts.first?.people.map(\.name) == ["A. Person", "B. Person"])
    #expect(whole?.cadence[.sev1] == CadenceOverride(first: .minutes(5), every: .minutes(15)))
    #expect(whole?.cadence[.sev2] == CadenceOverride(every: .minutes(40)))
  }

  @Test func `all mistakes of a file are told at once`() {
    #expect(
      findings(
        """
        schema: sitrep/config@1
        plaec: prod
        defaults: {evry: 30s, timeout: 0s}
        services:
          - id: Registry
            checks:
              - {http: {url: "ftp://x"}}
          - id: ci
            tier: 9
            depends_on: [gti]
            checks:
              - id: a
                http: {url: "http://ci/"}
                degraded: ["latency > 800", "queue_depth > 3"]
              - id: a
                exec: {argv: []}
          - {id: git, checks: [{tcp: {host: h, port: 1}, http: {url: "http://x/"}}]}
        """) == """
          2:1: error: the configuration has no key "plaec"; did you mean "place"?
          3:12: error: the defaults has no key "evry"; did you mean "every"?
          3:32: error: "0s" is not a duration above zero; write a duration above zero, as in 90s, 15m or 2h
          5:9: error: "Registry" is not a name of a-z, 0-9 and hyphens; write a name of a-z, 0-9 and hyphens, as in registry-outage
          7:22: error: "ftp://x" is no URL of http or https; write it whole, as in "https://host/path"
          9:11: error: "9" is not a whole number from 0 to 8; write a whole number from 0 to 8
          10:18: error: no service or component is called "gti"; did you mean "git"?
          14:31: error: 800 what?; write 800ms
          14:38: error: this check does not give "queue_depth"; it gives status, latency, dns, connect, tls, first_byte, size
          16:22: error: a list is not a program and its arguments; write a program and its arguments, as in [df, -P, /srv]
          17:50: error: "tcp" and "http" can't stand together; keep one of "http", "tcp", "exec"
          """)
  }

  @Test func `what is not supported says so`() {
    #expect(
      findings(
        head + """
          alerts: []
          services:
            - id: a
              slo: {objective: 99.9%}
              checks:
                - use: docker-registry
                  with: {url: "http://x/"}
                - {dns: {server: x}}
                - {exec: {argv: [x]}, measure: {n: {sql: "SELECT 1"}}}
                - {id: x, exec: {argv: [x]}, degraded: ["predict(duration, 48h) > 5s"]}
          channels:
            - {id: mail, smtp: {url: "smtps://x"}}
          """) == """
          2:1: error: "alerts" is not supported yet; take it out; nothing would come of it
          5:5: error: "slo" is not supported yet; take it out; nothing would come of it
          7:9: error: "use" is not supported yet; write an http, tcp or exec check
          8:9: error: "with" is not supported yet; write an http, tcp or exec check
          9:10: error: "dns" is not supported yet; write an http, tcp or exec check
          10:43: error: "sql" is not supported yet; write json or regex
          11:48: error: no function is called "predict"; known are avg, min, max, p50, p95, p99
          13:16: error: "smtp" is not supported yet; write a webhook or file channel
          """)
  }

  @Test func `names are given once and circles are shown`() {
    #expect(
      findings(
        head + """
          components: [{id: dns}]
          services:
            - {id: a, depends_on: [b]}
            - {id: b, depends_on: [c]}
            - {id: c, depends_on: [a, dns]}
            - {id: a}
            - {id: dns}
          channels:
            - {id: x, file: {path: /x}}
            - {id: x, file: {path: /y}, needs: [nowhere-at-all]}
          """) == """
          2:19: error: a second service or component is called "dns"; the first stands at f:8; give each a name of its own
          6:26: error: services depend on each other in a circle: a -> b -> c -> a; take out the dependency that does not stop the other from working
          7:10: error: a second service or component is called "a"; the first stands at f:4; give each a name of its own
          11:10: error: a second channel is called "x"; the first stands at f:10; give each a name of its own
          11:39: error: no service or component is called "nowhere-at-all"; known here: a, b, c, dns
          """)
  }

  @Test func `a playbook that is not there is a warning where a library is at hand`() {
    let source = head + "services: [{id: a, playbooks: [registry-outge]}]\n"
    #expect(findings(source) == "")
    #expect(
      findings(source, playbooks: ["registry-outage"])
        == "2:32: warning: no playbook is called \"registry-outge\"; did you mean \"registry-outage\"?")
    #expect(
      readSettings(source, file: "f", include: { _ in [] }, playbooks: []).settings?.services.count == 1)
  }

  @Test func `a measurement of one's own has a unit and a readable source`() {
    #expect(
      findings(
        head + """
          services:
            - id: a
              checks:
                - http: {url: "http://x/"}
                  measure:
                    oldest: {json: $.age, unit: s}
                    Bad-Name: {json: $.x}
                    broken: {json: a.b}
                    group: {regex: "("}
                    replication_lag: {json: $.lag, unit: d}
                  degraded: ["oldest > 10m", "oldest > 10", "oldst > 10m"]
          """) == """
          8:11: error: "Bad-Name" can't name a measurement; use a-z, 0-9 and _, as in queue_depth
          9:26: error: "a.b" is not a path; write a path, as in $.queue.items[0].age
          10:26: error: "(" is not a regular expression; write a regular expression, as in '([0-9]+)%'
          11:11: error: replication_lag is not measured in d elsewhere; write unit: "s" and a scale
          12:46: error: 10 what?; write 10s
          12:52: error: "oldst" is not measured; did you mean oldest? it gives oldest, replication_lag, status, latency, dns, connect, tls, first_byte, size
          """)
  }
}

private let wholeFile = """
  schema: sitrep/config@1
  place: prod
  defaults: {down_after: 2}
  contacts:
    oncall-primary: [{name: "A. Person", phone: "+49 30 1"}, {name: "B. Person", email: b@example.net}]
  components: [{id: dns, tier: 1}]
  cadence: {sev1: {first: 5m, every: 15m}, sev2: 40m}
  playbooks: /srv/playbooks
  services:
    - id: registry
      title: Package registry
      tier: 5
      owner: {team: platform, primary: registry-owner, escalation: [oncall-primary]}
      depends_on: [dns]
      playbooks: [registry-outage]
      links: {dashboard: "https://grafana.example.net/d/1"}
      explain: {symptom: "pushes answer 503", cause: "store full", first_step: "df -P on reg-1"}
      checks:
        - id: front
          http:
            url: "https://registry.example.net/v2/"
            headers: {Accept: application/json, Authorization: {prefix: "Bearer ", secret: "file:/etc/sitrep/reg.token"}}
            tls: {ca: /etc/ssl/own.pem}
            follow: 3
            body_limit: 2KiB
          every: 15s
          down: ["status not in (200, 401)"]
          degraded: ["p95(latency, 5m) > 800ms", "cert_days < 14"]
        - id: volume
          exec: {argv: [df, -P, /srv/registry]}
          measure: {disk_used: {regex: '(\\d+)%', unit: "%"}}
          degraded: ["disk_used > 90% for 10m"]
    - id: ci
      depends_on: [registry]
      checks:
        - tcp: {host: ci, port: 9989, dialogue: [{expect: "^pb"}, {send: "\\r\\n"}]}
          down: "connected == 0"
  channels:
    - {id: chat, webhook: {url: "env:HOOK", format: slack}, needs: [dns]}
    - {id: log, file: {path: /srv/updates.txt}}
  """
