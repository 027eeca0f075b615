import Domain
import Glibc
import Testing

@testable import DemoToolchain

@Suite struct ConnectionTests {
  @Test func `a request that drips in ends with the patience`() {
    let (near, far) = pair()
    defer { close(far) }
    var connection = Connection(descriptor: near, service: .git, at: .zero)
    for second in 1...9 {
      send(far, "x", 1, 0)
      connection.proceed(Int16(POLLIN), at: .seconds(second)) { _, _ in .waits }
    }
    #expect(connection.phase == .reading(deadline: Connection.patience))
    send(far, "x", 1, 0)
    connection.proceed(Int16(POLLIN), at: Connection.patience) { _, _ in .waits }
    #expect(connection.phase == .closed)
    close(near)
  }

  @Test func `an answer is held back for its delay and not longer`() {
    let (near, far) = pair()
    defer { close(far) }
    var connection = Connection(descriptor: near, service: .git, at: .zero)
    send(far, "x", 1, 0)
    connection.proceed(Int16(POLLIN), at: .zero) { _, received in
      .answers(
        Reply(consumed: received.count, bytes: [1, 2, 3], delay: .milliseconds(40), closes: true))
    }
    #expect(connection.phase == .holding(until: .milliseconds(40)))
    connection.proceed(0, at: .milliseconds(39)) { _, _ in .waits }
    #expect(connection.phase == .holding(until: .milliseconds(40)))
    connection.proceed(0, at: .milliseconds(40)) { _, _ in .waits }
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(recv(far, &bytes, 8, 0) == 3)
    #expect(connection.phase == .draining(deadline: .milliseconds(1040)))
    close(near)
  }

  private func pair() -> (near: Int32, far: Int32) {
    var ends: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    socketpair(AF_UNIX, type, 0, &ends)
    return (ends[0], ends[1])
  }
}
