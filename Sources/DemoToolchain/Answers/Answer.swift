import Domain

/// What a simulated service answers, and what the request does to the story.
struct Answer: Sendable, Equatable {
  var status: Int
  var headers: [String] = []
  var type = "text/plain; charset=utf-8"
  var body: String
  /// How long the service takes, before any jitter.
  var delay: Duration = .zero
  var action: DemoAction?
  /// Text that the chat received.
  var message: String?

  static func text(_ status: Int, _ text: String) -> Answer { Answer(status: status, body: text + "\n") }

  static func json(_ status: Int, _ text: String) -> Answer {
    Answer(status: status, type: "application/json", body: text + "\n")
  }

  static func refusal(_ status: Int) -> Answer { .text(status, "\(status) \(reason(status))") }

  /// The whole response; the connection is closed after it.
  func bytes(withBody: Bool) -> [UInt8] {
    let body = Array(body.utf8)
    var head = "HTTP/1.1 \(status) \(reason(status))\r\nServer: sitrep-demo\r\n"
    for header in headers { head += header + "\r\n" }
    head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    return Array(head.utf8) + (withBody ? body : [])
  }
}

private func reason(_ status: Int) -> String {
  switch status {
  case 200: "OK"
  case 201: "Created"
  case 202: "Accepted"
  case 400: "Bad Request"
  case 404: "Not Found"
  case 405: "Method Not Allowed"
  case 411: "Length Required"
  case 413: "Content Too Large"
  case 503: "Service Unavailable"
  default: "Answer"
  }
}
