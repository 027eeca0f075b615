import Domain
import Glibc

/// Every server of the demo on one thread around `poll`.
struct ServerLoop {
  let listeners: [Listener]
  /// One end of a pair of sockets: a byte ends the loop.
  let wake: Int32
  let monotonic: @Sendable () -> Duration
  let converse: @Sendable (DemoService, [UInt8]) -> Turn
  private var connections: [Connection] = []
  /// Accepting rests until then, after the process ran out of descriptors.
  private var resting: Duration = .zero

  static let connectionLimit = 256

  init(
    listeners: [Listener], wake: Int32, monotonic: @escaping @Sendable () -> Duration,
    converse: @escaping @Sendable (DemoService, [UInt8]) -> Turn
  ) {
    self.listeners = listeners
    self.wake = wake
    self.monotonic = monotonic
    self.converse = converse
  }

  /// Serves until it is woken, then closes everything.
  mutating func run() {
    while serve() {}
    for connection in connections { close(connection.descriptor) }
    for listener in listeners { close(listener.descriptor) }
    close(wake)
  }

  /// One round; false when it was the last.
  private mutating func serve() -> Bool {
    let accepting = connections.count < Self.connectionLimit && resting <= monotonic()
    var polled = [pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
    // A negative descriptor is passed over by poll.
    polled += listeners.map {
      pollfd(fd: accepting ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0)
    }
    polled += connections.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
    let ready = poll(&polled, nfds_t(polled.count), timeout)
    guard ready >= 0 || errno == EINTR else { return false }
    guard polled[0].revents == 0 else { return false }
    proceed(polled.dropFirst(1 + listeners.count))
    for (listener, seen) in zip(listeners, polled.dropFirst()) where seen.revents != 0 {
      accept(from: listener)
    }
    return true
  }

  /// Milliseconds to the next deadline, rounded up so that the loop doesn't spin through the last one; -1 for ever.
  private var timeout: Int32 {
    let now = monotonic()
    let deadlines = connections.compactMap(\.deadline) + (resting > now ? [resting] : [])
    guard let next = deadlines.min() else { return -1 }
    return Int32(clamping: max(0, (next - now).milliseconds + 1))
  }

  private mutating func proceed(_ seen: ArraySlice<pollfd>) {
    let now = monotonic()
    for (index, event) in zip(connections.indices, seen) {
      connections[index].proceed(event.revents, at: now, converse: converse)
    }
    for connection in connections where connection.phase == .closed { close(connection.descriptor) }
    connections.removeAll { $0.phase == .closed }
  }

  private mutating func accept(from listener: Listener) {
    while connections.count < Self.connectionLimit {
      guard let descriptor = listener.accept() else {
        if errno == EMFILE || errno == ENFILE { resting = monotonic() + .milliseconds(100) }
        return
      }
      connections.append(Connection(descriptor: descriptor, service: listener.service, at: monotonic()))
    }
  }
}
