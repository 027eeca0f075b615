import Domain
import Glibc
import Testing

@testable import DemoToolchain

/// Real time for servers that are tested over real sockets.
func realMonotonic() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

func startedDemo(pace: DemoPace = .normal) throws -> DemoToolchain {
  try DemoToolchain.start(
    pace: pace, now: { .init(milliseconds: 1_795_257_453_000) }, monotonic: realMonotonic, random: { 7 })
}

/// A plain connection to a port on loopback; nil where nobody listens.
func connected(to port: Int) -> Int32? {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  var patience = timeval(tv_sec: 10, tv_usec: 0)
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let status = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  if status == 0 { return descriptor }
  close(descriptor)
  return nil
}

/// Sends `text` and returns everything up to the end of the connection.
func exchange(_ text: String, with port: Int) throws -> String {
  let descriptor = try #require(connected(to: port))
  defer { close(descriptor) }
  let bytes = Array(text.utf8)
  #expect(send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
  var received: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { break }
    received += chunk[..<count]
  }
  return String(decoding: received, as: UTF8.self)
}

func get(_ path: String, from demo: DemoToolchain, _ service: DemoService) throws -> String {
  try exchange("GET \(path) HTTP/1.1\r\nHost: demo\r\n\r\n", with: demo.port(of: service))
}

func post(_ path: String, to demo: DemoToolchain, _ service: DemoService, body: String = "") throws -> String
{
  try exchange(
    "POST \(path) HTTP/1.1\r\nHost: demo\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)",
    with: demo.port(of: service))
}
