import Testing

@testable import DemoToolchain

@Suite struct RequestTests {
  @Test func `a request with a body is read to its end`() {
    let bytes = Array("POST /hooks/incident?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi+next".utf8)
    let expected = Request(method: "POST", path: "/hooks/incident", query: "x=1", body: Array("hi".utf8))
    #expect(readRequest(bytes) == .complete(expected, bytes: bytes.count - 5))
  }

  @Test(arguments: ["", "GET / HT", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nhi"])
  func `what has not come yet is waited for`(text: String) {
    #expect(readRequest(Array(text.utf8)) == .unfinished)
  }

  @Test(arguments: [
    ("\u{0}\u{1}\r\n\r\n", 400),
    ("GET / HTTP/2\r\n\r\n", 400),
    ("GET http://x/ HTTP/1.1\r\n\r\n", 400),
    ("get / HTTP/1.1\r\n\r\n", 400),
    ("\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 9223372036854775807\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nContent-Length: 65536\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
  ]) func `what is no request is refused`(text: String, status: Int) {
    #expect(readRequest(Array(text.utf8)) == .refused(status: status))
  }

  @Test func `a head without end is refused at the limit`() {
    let head = Array("GET / HTTP/1.1\r\nX: ".utf8)
    let bytes = head + [UInt8](repeating: 65, count: requestLimit)
    #expect(readRequest(bytes) == .refused(status: 413))
  }

  @Test func `both forms of a Redis command are read`() {
    #expect(readCommand(Array("LLEN events\r\n".utf8)) == .complete(["LLEN", "events"], bytes: 13))
    let array = Array("*2\r\n$4\r\nLLEN\r\n$6\r\nevents\r\n".utf8)
    #expect(readCommand(array) == .complete(["LLEN", "events"], bytes: array.count))
    #expect(readCommand(Array(array.dropLast(3))) == .unfinished)
    #expect(readCommand(Array("*999999\r\n".utf8)) == .refused)
    #expect(readCommand(Array("*1\r\n$-5\r\n".utf8)) == .refused)
  }
}
