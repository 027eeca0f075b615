import Domain

extension DemoStory {
  /// What `service` answers to `request` at this moment of the story; unknown paths are 404.
  func answer(_ request: Request, of service: DemoService, at now: Timestamp, chatted: [String]) -> Answer {
    let answer: Answer? =
      switch service {
      case .git: git(request)
      case .ci: ci(request, at: now)
      case .registry: registry(request)
      case .objectStore: objectStore(request)
      case .postgres: postgres(request)
      // Redis speaks its own protocol; HTTP never reaches it.
      case .redis: nil
      case .vault: vault(request, at: now)
      case .idp: idp(request)
      case .chat: chat(request, chatted: chatted)
      case .deployBot: deployBot(request)
      }
    return answer ?? .refusal(404)
  }

  private func git(_ request: Request) -> Answer? {
    guard request.path == "/app.git/info/refs" else { return nil }
    let id = String(repeating: "5eed", count: 10)
    return Answer(
      status: 200, type: "application/x-git-upload-pack-advertisement",
      body: "001e# service=git-upload-pack\n0000003d\(id) refs/heads/main\n0000", delay: .milliseconds(12))
  }

  private func objectStore(_ request: Request) -> Answer? {
    let used = (diskUsed * 10).rounded() / 10
    switch request.path {
    case "/minio/health/live", "/minio/health/cluster": return .text(200, "")
    case "/status":
      return .json(
        200, #"{"buckets":["registry","artifacts"],"disk_used":\#(used),"collecting":\#(isCollecting)}"#)
    default: return nil
    }
  }

  private var isCollecting: Bool { collection == .runaway || collection == .calm }

  private func postgres(_ request: Request) -> Answer? {
    guard request.path == "/status" else { return nil }
    let lag = (replicationLag * 100).rounded() / 100
    return .json(
      200,
      #"{"server":"PostgreSQL 15","role":"primary","replicas":[{"application_name":"replica1","#
        + #""state":"streaming","sync_state":"async","replay_lag":\#(lag)}]}"#)
  }

  private func vault(_ request: Request, at now: Timestamp) -> Answer? {
    guard request.path == "/v1/sys/health" else { return nil }
    return .json(
      200,
      #"{"initialized":true,"sealed":false,"standby":false,"version":"2.0.0","#
        + #""server_time_utc":\#(now.milliseconds / 1000)}"#)
  }

  private func idp(_ request: Request) -> Answer? {
    guard request.path == "/.well-known/openid-configuration" else { return nil }
    return .json(200, #"{"issuer":"https://idp.example.net","grant_types_supported":["authorization_code"]}"#)
  }

  private func chat(_ request: Request, chatted: [String]) -> Answer? {
    switch request.path {
    case "/health": return .text(200, "OK")
    case "/messages": return .text(200, chatted.joined(separator: "\n"))
    case "/hooks/incident":
      guard request.method == "POST" else { return .refusal(405) }
      var answer = Answer.text(200, "ok")
      answer.message = String(decoding: request.body, as: UTF8.self)
      return answer
    default: return nil
    }
  }

  /// The message of the day tries to clear the screen, to colour it and to set the window's title, as text from
  /// outside sometimes does.
  private func deployBot(_ request: Request) -> Answer? {
    switch request.path {
    case "/motd": return .text(200, "\u{1B}[2J\u{1B}[31mship it\u{1B}[0m \u{1B}]0;pwned\u{07}")
    case "/status":
      let state = releasesWaiting > 3 ? "waiting for ci" : "ready"
      return .json(
        200,
        #"{"state":"\#(state)","waiting":\#(releasesWaiting),"#
          + #""motd":"\u001b[2J\u001b[31mship it\u001b[0m \u001b]0;pwned\u0007"}"#)
    default: return nil
    }
  }
}
