import Foundation
import Glibc
import Synchronization

/// A server of one script on a port from the kernel, up until it is closed or the tests end.
///
/// A class, for its threads and the test hold the same one.
package final class LoopbackServer: Sendable {
  package let port: Int
  private let listener: Int32
  private let seen = Mutex<[LoopbackRequest]>([])
  private let open = Mutex<(sockets: Set<Int32>, isClosed: Bool)>((sockets: [], isClosed: false))

  /// Serves each connection with `talk`, on a thread of its own; the connection is closed when it returns.
  package init(_ talk: @escaping @Sendable (LoopbackConnection) -> Void) throws {
    (listener, port) = try Self.listen()
    Thread.detachNewThread { self.accept(talk) }
  }

  private func accept(_ talk: @escaping @Sendable (LoopbackConnection) -> Void) {
    while true {
      let socket = Glibc.accept(listener, nil, nil)
      guard socket >= 0, begin(socket) else {
        if socket >= 0 { Glibc.close(socket) }
        // Only here: closed by another thread, its number could already be another server's.
        Glibc.close(listener)
        return
      }
      Thread.detachNewThread {
        talk(LoopbackConnection(socket: socket))
        self.end(socket)
      }
    }
  }

  /// Serves HTTP: reads one request a connection, and sends back what `answer` says, byte for byte.
  package static func http(_ answer: @escaping @Sendable (LoopbackRequest) -> String) throws -> LoopbackServer
  {
    try http { request, connection in connection.send(answer(request)) }
  }

  /// Serves HTTP as `talk` says, after the request has been read.
  package static func http(
    talk: @escaping @Sendable (LoopbackRequest, LoopbackConnection) -> Void
  ) throws -> LoopbackServer {
    let note = Note()
    let server = try LoopbackServer { connection in
      guard let request = connection.readRequest() else { return }
      note.server.withLock { $0?.seen.withLock { $0.append(request) } }
      talk(request, connection)
    }
    note.server.withLock { $0 = server }
    return server
  }

  package var url: String { "http://127.0.0.1:\(port)" }
  package var requests: [LoopbackRequest] { seen.withLock { $0 } }

  package func close() {
    open.withLock { open in
      guard !open.isClosed else { return }
      open.isClosed = true
      shutdown(listener, Int32(SHUT_RDWR))
      for socket in open.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  private func begin(_ socket: Int32) -> Bool {
    open.withLock { open in
      guard !open.isClosed else { return false }
      open.sockets.insert(socket)
      return true
    }
  }

  private func end(_ socket: Int32) {
    _ = open.withLock { $0.sockets.remove(socket) }
    Glibc.close(socket)
  }

  private static func listen() throws -> (Int32, Int) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let outcome = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && Glibc.listen(socket, 512) == 0
          && getsockname(socket, $0, &length) == 0
      }
    }
    guard outcome else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return (socket, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// Lets a script reach the server that is made after it: a class, for it is filled in later.
private final class Note: Sendable {
  let server = Mutex<LoopbackServer?>(nil)
}

/// A port on which nothing listens: it was free a moment ago.
package func freePort() throws -> Int {
  let server = try LoopbackServer { _ in }
  defer { server.close() }
  return server.port
}
