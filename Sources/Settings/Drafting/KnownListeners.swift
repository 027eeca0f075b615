/// What is known of a product from the port or the program that listens: a row here is a check in a first draft.
struct KnownListener {
  var id: String
  var title: String
  var tier: Int
  var ports: [Int] = []
  var processes: [String] = []
  /// The check as YAML below `checks:`, four blanks for each level; `PORT` stands for the port.
  var check: String

  func fits(_ listener: Listener) -> Bool {
    if let process = listener.process, processes.contains(where: { process.hasPrefix($0) }) { return true }
    return ports.contains(listener.port)
  }

  static let all: [KnownListener] = [
    KnownListener(
      id: "ssh", title: "SSH", tier: 1, ports: [22], processes: ["sshd"],
      check: """
        - id: banner
          tcp: {host: 127.0.0.1, port: PORT, dialogue: [{expect: "^SSH-2[.]0"}]}
        """),
    KnownListener(
      id: "mail", title: "Mail (SMTP)", tier: 4, ports: [25], processes: ["master", "exim", "postfix"],
      check: """
        - id: banner
          # Mail servers may wait before they speak.
          timeout: 30s
          every: 2m
          tcp: {host: 127.0.0.1, port: PORT, dialogue: [{expect: "^220"}, {send: "QUIT\\r\\n"}]}
        """),
    KnownListener(
      id: "dns", title: "DNS", tier: 1, ports: [53], processes: ["named", "unbound", "dnsmasq"],
      check: """
        - id: connect
          tcp: {host: 127.0.0.1, port: PORT}
        """),
    KnownListener(
      id: "postgres", title: "PostgreSQL", tier: 3, ports: [5432], processes: ["postgres"],
      check: """
        - id: connect
          tcp: {host: 127.0.0.1, port: PORT}
        # On a standby, this tells how far it is behind; the password comes from ~/.pgpass.
        # - id: lag
        #   exec: {argv: [psql, -AtX, -h, 127.0.0.1, -c, "SELECT coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 0)"]}
        #   measure: {replication_lag: {regex: "([0-9.]+)", unit: s}}
        #   degraded: ["replication_lag > 30s for 2m"]
        """),
    KnownListener(
      id: "mysql", title: "MySQL / MariaDB", tier: 3, ports: [3306], processes: ["mysqld", "mariadbd"],
      check: """
        - id: connect
          tcp: {host: 127.0.0.1, port: PORT}
        """),
    KnownListener(
      id: "redis", title: "Redis", tier: 3, ports: [6379], processes: ["redis", "valkey"],
      check: """
        - id: ping
          tcp:
            host: 127.0.0.1
            port: PORT
            dialogue:
              - {send: "PING\\r\\n"}
              - {expect: "PONG"}
              # The length of a queue: name your own list, then judge it.
              - {send: "LLEN queue\\r\\n"}
              - {expect: ":[0-9]+"}
          measure: {queue_depth: {regex: ":([0-9]+)"}}
          # degraded: ["queue_depth > 100 for 5m"]
        """),
    KnownListener(
      id: "registry", title: "Package registry", tier: 5, ports: [5000], processes: ["registry"],
      check: """
        - id: front
          http: {url: "http://127.0.0.1:PORT/v2/"}
          # Asking for a login is well: the registry is there.
          down: ["status not in (200, 401)"]
        """),
    KnownListener(
      id: "git", title: "Git hosting (Gitea, Forgejo)", tier: 4, ports: [3000],
      processes: ["gitea", "forgejo"],
      check: """
        - id: health
          http: {url: "http://127.0.0.1:PORT/api/healthz"}
          down: ["status != 200"]
        """),
    KnownListener(
      id: "ci", title: "Builds (Buildbot)", tier: 6, ports: [8010], processes: ["buildbot"],
      check: """
        - id: queue
          http: {url: "http://127.0.0.1:PORT/api/v2/buildrequests?complete=false&claimed=false"}
          measure: {queue_depth: {json: $.buildrequests.length()}}
          down: ["status != 200"]
          degraded: ["queue_depth > 10 for 10m"]
        """),
    KnownListener(
      id: "vault", title: "Secrets (Vault, OpenBao)", tier: 3, ports: [8200], processes: ["vault", "bao"],
      check: """
        - id: health
          http: {url: "http://127.0.0.1:PORT/v1/sys/health"}
          # 429, 472 and 473 are standbys that are well; 501 not initialised, 503 sealed.
          down: ["status not in (200, 429, 472, 473)"]
        """),
    KnownListener(
      id: "chat", title: "Chat (Mattermost)", tier: 6, ports: [8065], processes: ["mattermost"],
      check: """
        - id: ping
          http: {url: "http://127.0.0.1:PORT/api/v4/system/ping?get_server_status=true"}
          down: ["status != 200"]
        """),
    KnownListener(
      id: "prometheus", title: "Prometheus", tier: 6, ports: [9090], processes: ["prometheus"],
      check: """
        - id: healthy
          http: {url: "http://127.0.0.1:PORT/-/healthy"}
          down: ["status != 200"]
        """),
  ]

  /// Anything that answers HTTP.
  static func web(_ listener: Listener) -> KnownListener {
    let isWebPort = [80, 443, 8080, 8443].contains(listener.port)
    let name = listener.process.map(identifier) ?? (isWebPort ? "web" : "http-\(listener.port)")
    let isTLS = [443, 8443].contains(listener.port)
    // The certificate names the site, never 127.0.0.1.
    let tls = isTLS ? ", tls: {verify: false}" : ""
    let days = isTLS ? "\n  degraded: [\"cert_days < 14\"]" : ""
    return KnownListener(
      id: name, title: listener.process ?? "Web server", tier: 5,
      check: """
        - id: front
          http: {url: "\(isTLS ? "https" : "http")://127.0.0.1:PORT/"\(tls)}
          # 401, 403 and 404 are answers too; say here what your site should answer.
          down: ["status >= 500"]\(days)
        """)
  }

  /// Anything else that listens.
  static func other(_ listener: Listener) -> KnownListener {
    KnownListener(
      id: listener.process.map(identifier) ?? "port-\(listener.port)",
      title: listener.process ?? "Port \(listener.port)", tier: 6,
      check: """
        - id: connect
          tcp: {host: 127.0.0.1, port: PORT}
        """)
  }
}

/// A program's name as an identifier of a service.
private func identifier(_ process: String) -> String {
  let name = process.lowercased().map { character in
    character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
  }
  let trimmed = String(name).split(separator: "-").joined(separator: "-")
  return trimmed.isEmpty ? "service" : trimmed
}
