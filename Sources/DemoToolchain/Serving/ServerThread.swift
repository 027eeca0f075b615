import Glibc

/// The thread of a server loop, seen from outside.
struct ServerThread: Sendable {
  private let thread: pthread_t
  private let wake: Int32

  /// Starts `loop` with the one end of a new pair of sockets.
  init(_ loop: @escaping @Sendable (_ wake: Int32) -> Void) throws(DemoFailure) {
    var ends: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw .noThread(code: errno) }
    let start = Unmanaged.passRetained(ThreadStart { [wake = ends[0]] in loop(wake) })
    var thread = pthread_t()
    let code = Self.withSignalsBlocked {
      pthread_create(
        &thread, nil,
        { start in
          start.map { Unmanaged<ThreadStart>.fromOpaque($0).takeRetainedValue().body() }
          return nil
        }, start.toOpaque())
    }
    guard code == 0 else {
      start.release()
      ends.forEach { close($0) }
      throw .noThread(code: code)
    }
    self.thread = thread
    wake = ends[1]
  }

  /// Ends the loop and returns when everything is closed; to be called once.
  func stop() {
    var byte: UInt8 = 1
    write(wake, &byte, 1)
    pthread_join(thread, nil)
    close(wake)
  }

  /// The new thread inherits the mask: signals keep going to the threads that wait for them.
  private static func withSignalsBlocked(_ body: () -> Int32) -> Int32 {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return body()
  }
}

/// A class because the C interface carries one pointer into the new thread.
private final class ThreadStart: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
