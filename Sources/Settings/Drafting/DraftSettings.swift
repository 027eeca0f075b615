/// A first `sitrep.yaml` for a host, from what listens on its loopback; it reads back without a finding.
package func draftSettings(host: String, listeners: [Listener]) -> String {
  var taken: Set<String> = []
  let rows = Dictionary(listeners.map { ($0.port, $0) }) { first, _ in first }.values
    .sorted { $0.port < $1.port }
  let services = rows.map { listener in service(listener, &taken) }
  let watched = services.isEmpty ? exampleService : services.joined(separator: "\n")
  return """
    # What sitrep watches on \(safe(host)), and who is told. Made by `sitrep init` from what listens on this host.
    # Everything here is yours to change; `sitrep check` says what is wrong, with line and column.
    schema: sitrep/config@1

    # Shown in the first line of every screen.
    place: \(quoted(host))

    # How often a check runs, and how often in a row it must fail or pass before it is believed.
    defaults: {every: 30s, timeout: 5s, down_after: 3, up_after: 2, retry_every: 5s}

    # Who answers for a role; playbooks and owners name roles, never people.
    # contacts:
    #   oncall-primary: {name: "A. Person", phone: "+49 30 1234567", email: "a@example.net"}

    # What is depended on but not watched here.
    # components: [{id: power, tier: 0}, {id: uplink, tier: 1}]

    # tier: 0 power and network to 8 applications; a lower tier sorts first among equals.
    # Useful on every service: owner, depends_on, playbooks, links, explain.
    services:
    \(watched)
    # Where updates go. A secret is never written here: env:NAME, file:/path, cred:NAME or {cmd: [...]}.
    # channels:
    #   - {id: chat, webhook: {url: "env:CHAT_HOOK", format: slack}}   # json, slack, mattermost, matrix, ntfy
    #   - {id: status, file: {path: /srv/status/updates.txt}}

    """
}

private func service(_ listener: Listener, _ taken: inout Set<String>) -> String {
  let known =
    KnownListener.all.first { $0.fits(listener) }
    ?? (listener.answersHTTP || [80, 443, 8080].contains(listener.port)
      ? KnownListener.web(listener) : KnownListener.other(listener))
  var id = known.id
  while !taken.insert(id).inserted { id += "-\(listener.port)" }
  let check = known.check.split(separator: "\n").map { line in
    "      " + line.replacing("PORT", with: String(listener.port))
  }
  return """
      - id: \(id)
        title: \(quoted(known.title))
        tier: \(known.tier)
        checks:
    \(check.joined(separator: "\n"))

    """
}

/// Where nothing listens, one check that works everywhere.
private let exampleService = """
    - id: disk
      title: Disk of this host
      tier: 2
      checks:
        - id: root
          exec: {argv: [df, -P, /]}
          every: 1m
          measure: {disk_used: {regex: '([0-9]+)%', unit: "%"}}
          degraded: ["disk_used > 90% for 10m"]

  """

/// A YAML double-quoted scalar that reads back as the text.
private func quoted(_ text: String) -> String {
  "\"" + safe(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

/// The text without what would end a comment or a line.
private func safe(_ text: String) -> String {
  let printable = text.unicodeScalars.filter { $0 == " " || ($0.value > 0x20 && $0.value < 0x7F) }
  let kept = String(String.UnicodeScalarView(printable))
  return kept.isEmpty ? "this host" : kept
}
