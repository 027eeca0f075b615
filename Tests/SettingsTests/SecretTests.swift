import Documents
import Domain
import Settings
import Testing

private func read(_ check: String) -> (probe: HTTPProbe?, findings: String) {
  let read = readSettings(
    "schema: sitrep/config@1\nservices:\n  - id: a\n    checks:\n      - http: {url: \"http://x/\", \(check)}\n",
    file: "f", include: { _ in [] })
  var found: HTTPProbe?
  if case .http(let http) = read.settings?.services.first?.checks.first?.probe { found = http }
  return (found, read.findings.map(\.message).joined(separator: "\n"))
}

struct SecretTests {
  @Test(arguments: [
    ("env:TOKEN", SecretReference.environment("TOKEN")), ("file:/etc/t", .file("/etc/t")),
    ("cred:reg", .credential("reg")),
  ])
  func `a reference says where a secret is`(text: String, expected: SecretReference) {
    #expect(
      read("basic: {user: u, password: \"\(text)\"}").probe?.basicAuth?.password
        == .secret(prefix: "", reference: expected))
  }

  @Test func `a command may give a secret`() {
    #expect(
      read("bearer: {cmd: [pass, show, x]}").probe?.headers
        == [
          HTTPHeader(
            name: "Authorization",
            value: .secret(prefix: "Bearer ", reference: .command(["pass", "show", "x"])))
        ])
  }

  @Test(arguments: [
    "basic: {user: u, password: hunter2canary}", "bearer: hunter2canary", "bearer: \"file:hunter2canary\"",
    "headers: {Authorization: hunter2canary}", "headers: {X-Api-Key: hunter2canary}",
    "headers: {Cookie: hunter2canary}", "headers: {X-Own-Token: hunter2canary}",
    "headers: {X-Own: {prefix: \"t \", secret: hunter2canary}}",
  ])
  func `a secret in plain text is refused and never repeated`(check: String) {
    let result = read(check)
    #expect(result.probe == nil)
    #expect(result.findings.contains("may not stand in this file"))
    #expect(!result.findings.contains("hunter2canary"))
  }

  @Test func `a password in an address is refused and never repeated`() {
    let read = readSettings(
      "schema: sitrep/config@1\nservices: [{id: a, checks: [{http: {url: \"https://u:hunter2canary@x/\"}}]}]\n",
      file: "f", include: { _ in [] })
    #expect(read.findings.map(\.message) == ["a user or password stands in the URL"])
  }

  @Test func `the address of a webhook may be plain`() {
    let read = readSettings(
      "schema: sitrep/config@1\nchannels: [{id: c, webhook: {url: \"http://127.0.0.1/hook\"}}]\n", file: "f",
      include: { _ in [] })
    #expect(
      read.settings?.channels.first?.transport
        == .webhook(url: .plain("http://127.0.0.1/hook"), format: .json))
  }
}
