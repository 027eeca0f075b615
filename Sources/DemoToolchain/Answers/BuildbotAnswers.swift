import Domain

extension DemoStory {
  /// Buildbot's REST API, as far as a queue is read from it; `meta.total` is the length of the page.
  func ci(_ request: Request, at now: Timestamp) -> Answer? {
    switch request.path {
    case "/api/v2/buildrequests":
      var shown = jobsWaiting
      for field in request.query.split(separator: "&") where field.hasPrefix("limit=") {
        shown = min(shown, Int(field.dropFirst(6)).map { max(0, $0) } ?? shown)
      }
      let seconds = now.milliseconds / 1000
      let requests = (0..<shown).map { index in
        #"{"buildrequestid":\#(index + 1),"claimed":false,"complete":false,"submitted_at":"#
          + "\(seconds - Int64(jobsWaiting - index) * 5 / 4)}"
      }
      var answer = Answer.json(
        200, #"{"buildrequests":[\#(requests.joined(separator: ","))],"meta":{"total":\#(shown)}}"#)
      answer.delay = .milliseconds(30 + jobsWaiting * 2)
      return answer
    case "/api/v2/workers":
      return .json(
        200,
        #"{"workers":[{"name":"w1","connected_to":[{"masterid":1}],"paused":false,"graceful":false}],"#
          + #""meta":{"total":1}}"#)
    default: return nil
    }
  }
}
