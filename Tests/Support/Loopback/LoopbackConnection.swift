import Glibc

/// The server's side of one connection; its calls block the connection's own thread.
package struct LoopbackConnection: Sendable {
  let socket: Int32

  /// Sends all of it; false when the peer is gone.
  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Says nothing more until the peer closes.
  package func holdUntilClosed() {
    while !read(upTo: 4096).isEmpty {}
  }

  /// The next bytes up to and with a line feed; shorter when the peer closes.
  package func readLine() -> String {
    var line: [UInt8] = []
    while let byte = read(upTo: 1).first {
      line.append(byte)
      if byte == UInt8(ascii: "\n") { break }
    }
    return String(decoding: line, as: UTF8.self)
  }

  func readRequest() -> LoopbackRequest? {
    var lines: [String] = []
    while true {
      let line = readLine()
      guard line.hasSuffix("\r\n") else { return nil }
      if line == "\r\n" { break }
      lines.append(String(line.dropLast()))
    }
    var request = LoopbackRequest(lines)
    let length = Int(request.header("content-length") ?? "") ?? 0
    while request.body.count < length {
      let bytes = read(upTo: length - request.body.count)
      guard !bytes.isEmpty else { return nil }
      request.body += bytes
    }
    return request
  }

  private func read(upTo limit: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(0, recv(socket, buffer.baseAddress, limit, 0))
    }
  }
}

/// An HTTP request as it came over the wire.
package struct LoopbackRequest: Sendable, Equatable {
  package var method: String
  package var target: String
  /// `Name: value`, in their order.
  package var headers: [String]
  package var body: [UInt8] = []

  init(_ lines: [String]) {
    let words = (lines.first ?? "").split(separator: " ")
    method = words.first.map(String.init) ?? ""
    target = words.dropFirst().first.map(String.init) ?? ""
    headers = Array(lines.dropFirst())
  }

  package var text: String { String(decoding: body, as: UTF8.self) }

  package func header(_ name: String) -> String? {
    let line = headers.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
    return line.map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
  }
}

/// The bytes of a whole HTTP answer.
package func httpAnswer(_ status: Int = 200, headers: [String] = [], _ body: String = "") -> String {
  let lines = ["HTTP/1.1 \(status) Scripted", "Content-Length: \(body.utf8.count)"] + headers
  return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
}
