import Domain
import Glibc

/// One accepted connection and where it stands.
struct Connection {
  let descriptor: Int32
  let service: DemoService
  private(set) var phase: Phase
  private var received: [UInt8] = []
  private var outgoing: ArraySlice<UInt8> = []
  private var closes = false

  enum Phase: Equatable {
    /// Bytes may come until then.
    case reading(deadline: Duration)
    /// The answer is ready and goes out then.
    case holding(until: Duration)
    case writing(deadline: Duration)
    /// Everything is sent; what still comes is thrown away, so that closing doesn't reset the answer on its way.
    case draining(deadline: Duration)
    case closed
  }

  static let patience = Duration.seconds(10)

  init(descriptor: Int32, service: DemoService, at now: Duration) {
    self.descriptor = descriptor
    self.service = service
    phase = .reading(deadline: now + Self.patience)
  }

  var events: Int16 {
    switch phase {
    case .reading, .draining: Int16(POLLIN)
    case .writing: Int16(POLLOUT)
    case .holding, .closed: 0
    }
  }

  /// When the connection wants to be looked at although nothing came.
  var deadline: Duration? {
    switch phase {
    case .reading(let time), .holding(let time), .writing(let time), .draining(let time): time
    case .closed: nil
    }
  }

  /// Takes note of what `poll` said and of the time; `converse` makes answers of what was received.
  mutating func proceed(_ seen: Int16, at now: Duration, converse: (DemoService, [UInt8]) -> Turn) {
    let broken = seen & Int16(POLLERR | POLLNVAL) != 0
    let due = deadline.map { $0 <= now } ?? false
    switch phase {
    case .closed: return
    case _ where broken: phase = .closed
    case .reading:
      if due { phase = .closed } else if seen != 0 { read(at: now, converse: converse) }
    case .holding:
      if due { write(at: now, converse: converse) } else if seen & Int16(POLLHUP) != 0 { phase = .closed }
    case .writing:
      if due { phase = .closed } else if seen != 0 { write(at: now, converse: converse) }
    case .draining:
      if due || (seen != 0 && !drain()) { phase = .closed }
    }
  }

  private mutating func read(at now: Duration, converse: (DemoService, [UInt8]) -> Turn) {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else {
      phase = .closed
      return
    }
    received += chunk[..<count]
    take(at: now, converse: converse)
  }

  private mutating func take(at now: Duration, converse: (DemoService, [UInt8]) -> Turn) {
    switch converse(service, received) {
    // The deadline stays: a request that drips in byte by byte ends with it.
    case .waits: return
    case .answers(let reply):
      received.removeFirst(reply.consumed)
      outgoing = reply.bytes[...]
      closes = reply.closes
      phase = .holding(until: now + reply.delay)
    }
  }

  private mutating func write(at now: Duration, converse: (DemoService, [UInt8]) -> Turn) {
    if case .holding = phase { phase = .writing(deadline: now + Self.patience) }
    while !outgoing.isEmpty {
      // A peer that has gone must be an error here, not a signal to the process.
      let sent = outgoing.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent < 0, errno == EAGAIN || errno == EINTR { return }
      guard sent > 0 else {
        phase = .closed
        return
      }
      outgoing = outgoing.dropFirst(sent)
    }
    if closes {
      shutdown(descriptor, Int32(SHUT_WR))
      phase = .draining(deadline: now + .seconds(1))
    } else {
      phase = .reading(deadline: now + Self.patience)
      take(at: now, converse: converse)
    }
  }

  /// True while the peer may still send.
  private func drain() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
  }
}
