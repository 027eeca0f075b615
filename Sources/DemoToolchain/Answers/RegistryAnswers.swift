import Domain

extension DemoStory {
  /// A package registry: its front stays green while nothing can be pushed, as real ones do.
  func registry(_ request: Request) -> Answer? {
    switch request.path {
    case "/v2/":
      guard push != .starting else { return .text(503, "registry is starting") }
      var answer = Answer.json(200, "{}")
      answer.headers = ["Docker-Distribution-Api-Version: registry/2.0"]
      return answer
    case "/v2/canary/hello/blobs/uploads/", "/journey/push":
      guard request.method == "POST" else { return .refusal(405) }
      var answer = request.path == "/journey/push" ? journey : upload
      answer.delay = pushDelay
      return answer
    default:
      guard let action = DemoAction(rawValue: request.path) else { return nil }
      guard request.method == "POST" else { return .refusal(405) }
      return outcome(of: action)
    }
  }

  /// Pushes a small package as a user does, pulls it back and compares.
  private var journey: Answer {
    switch push {
    case .works: .text(201, "pushed, pulled back and equal")
    case .noSpace: .text(503, "push failed: no space left on device")
    case .starting: .text(503, "registry is starting")
    }
  }

  private var upload: Answer {
    switch push {
    case .works:
      return Answer(
        status: 202, headers: ["Location: /v2/canary/hello/blobs/uploads/1", "Docker-Upload-UUID: 1"],
        body: "")
    case .noSpace:
      return .json(
        503,
        #"{"errors":[{"code":"UNKNOWN","message":"no space left on device","detail":"#
          + #"{"DriverName":"filesystem","Enclosed":{"Op":"write","Err":28}}}]}"#)
    case .starting:
      return .json(503, #"{"errors":[{"code":"UNAVAILABLE","message":"registry is starting"}]}"#)
    }
  }

  /// What the responder reads after an action: also that it did not help.
  private func outcome(of action: DemoAction) -> Answer {
    var answer: Answer =
      switch action {
      case .stopGarbageCollection: .text(200, "garbage collection: stopped")
      case .startGarbageCollection: .text(200, "garbage collection: running")
      case .pruneOldUploads where collection == .runaway:
        .text(200, "freeing space, but garbage collection is still running and will fill it again")
      case .pruneOldUploads: .text(200, "old uploads removed: room again within 10 seconds")
      case .restartRegistry where push == .noSpace:
        .text(200, "restarted, and pushes still fail: 503 no space left on device")
      case .restartRegistry: .text(200, "restarted: ready in 6 seconds")
      }
    answer.action = action
    return answer
  }
}
