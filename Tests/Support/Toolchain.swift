import Documents
package import Domain
package import PlaybookEngine
package import Settings

/// A small toolchain for tests: four services, two channels, and a playbook that uses every kind of step.
package enum Toolchain {
  package static let configurationText = """
    schema: sitrep/config@1
    place: prod
    defaults: {every: 30s, timeout: 5s, down_after: 2, up_after: 2, retry_every: 5s}

    services:
      - id: registry
        title: Package registry
        tier: 5
        owner: {team: platform, primary: registry-owner, secondary: sre-lead, escalation: [oncall, exec-sponsor]}
        depends_on: [git]
        playbooks: [registry-outage]
        explain:
          symptom: "pushes answer 503, pulls still work"
          cause: "the object store is full"
          first_step: "push a small package and read the error"
        checks:
          - id: push
            http: {url: "http://registry.test/push", method: POST}
            down: ["status != 201"]
      - id: ci
        title: Builds
        tier: 6
        owner: {team: platform, primary: ci-owner}
        depends_on: [registry]
        checks:
          - id: queue
            http: {url: "http://ci.test/queue"}
            measure: {queue_depth: {json: $.waiting}}
            down: ["status != 200"]
            degraded: ["queue_depth > 20"]
      - id: git
        title: Git hosting
        tier: 4
        owner: {team: platform, primary: oncall}
        checks:
          - id: clone
            http: {url: "http://git.test/"}
            down: ["status != 200"]
      - id: chat
        title: Chat
        tier: 6
        owner: {team: it, primary: it-oncall}
        checks:
          - id: health
            http: {url: "http://chat.test/"}
            down: ["status != 200"]

    channels:
      - id: chat
        webhook: {url: "http://chat.test/hook", format: slack}
        needs: [chat]
      - id: status
        file: {path: /srv/status.txt}

    """

  /// The configuration; what is wrong with its text stops the test that asks for it.
  package static func settings() -> Configuration {
    let (settings, findings) = readSettings(configurationText, file: "sitrep.yaml", include: { _ in [] })
    return settings ?? { preconditionFailure("\(findings.map(\.text))") }()
  }

  package static func library(now: Timestamp) -> PlaybookLibrary {
    let library = PlaybookLibrary(
      files: [("registry-outage.yaml", playbookText)], services: settings().services.map(\.id), now: now)
    let errors = library.findings.filter { $0.level == .error }
    precondition(errors.isEmpty, "\(errors.map(\.text))")
    return library
  }
}
