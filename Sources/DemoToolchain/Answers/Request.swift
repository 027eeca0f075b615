/// An HTTP/1.1 request as far as the simulated services look at it.
struct Request: Sendable, Equatable {
  var method: String
  /// Without the query.
  var path: String
  var query: String
  var body: [UInt8]
}

/// What the bytes received so far are.
enum RequestReading: Sendable, Equatable {
  case unfinished
  case complete(Request, bytes: Int)
  /// No request that these servers take; answered with `status` and closed.
  case refused(status: Int)
}

/// The largest request that is taken, head and body together.
let requestLimit = 64 << 10

/// Reads a request with a plain body (RFC 9112, sections 2 to 6).
func readRequest(_ bytes: [UInt8]) -> RequestReading {
  guard let headEnd = endOfHead(bytes) else {
    return bytes.count >= requestLimit ? .refused(status: 413) : .unfinished
  }
  let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
  guard let first = lines.first, let (method, target) = requestLine(first) else {
    return .refused(status: 400)
  }
  var length = 0
  for line in lines.dropFirst() {
    guard let colon = line.firstIndex(of: ":") else { return .refused(status: 400) }
    let value = line[line.index(after: colon)...].drop { $0 == " " }
    switch line[..<colon].lowercased() {
    case "content-length":
      guard let count = Int(value), count >= 0 else { return .refused(status: 400) }
      length = count
    case "transfer-encoding": return .refused(status: 411)
    default: continue
    }
  }
  // Compared before it is added: a length near the largest integer must not overflow.
  guard length <= requestLimit, headEnd + length <= requestLimit else { return .refused(status: 413) }
  guard bytes.count >= headEnd + length else { return .unfinished }
  let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
  let request = Request(
    method: method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
    body: Array(bytes[headEnd..<headEnd + length]))
  return .complete(request, bytes: headEnd + length)
}

/// The index after the empty line that ends the head, or nil.
private func endOfHead(_ bytes: [UInt8]) -> Int? {
  guard bytes.count >= 4 else { return nil }
  return (4...bytes.count).first { end in bytes[(end - 4)..<end].elementsEqual([13, 10, 13, 10]) }
}

private func requestLine(_ line: Substring) -> (method: String, target: String)? {
  let words = line.split(separator: " ", omittingEmptySubsequences: false)
  guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0", words[1].hasPrefix("/"),
    !words[0].isEmpty, words[0].allSatisfy({ ("A"..."Z").contains($0) })
  else { return nil }
  return (String(words[0]), String(words[1]))
}
