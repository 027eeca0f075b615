import Glibc

/// A listening socket on 127.0.0.1, on the wanted port where it is free, else on one that the kernel picked.
struct Listener: Sendable {
  let service: DemoService
  let descriptor: Int32
  let port: Int

  init(_ service: DemoService, wanted: Int? = nil) throws(DemoFailure) {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw .notListening(service: service.rawValue, code: errno) }
    // A restart within a minute meets its own closed connections on the old port.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard let port = wanted.flatMap({ Self.listen(descriptor, on: $0) }) ?? Self.listen(descriptor, on: 0)
    else {
      let code = errno
      Glibc.close(descriptor)
      throw .notListening(service: service.rawValue, code: code)
    }
    self.service = service
    self.descriptor = descriptor
    self.port = port
  }

  private static func listen(_ descriptor: Int32, on wanted: Int) -> Int? {
    guard let wanted = UInt16(exactly: wanted) else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = wanted.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && Glibc.listen(descriptor, 128) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    return bound ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }

  /// The next waiting connection, ready for the poll loop; nil with `errno` where there is none.
  func accept() -> Int32? {
    let accepted = Glibc.accept(descriptor, nil, nil)
    guard accepted >= 0 else { return nil }
    // A child started between the two calls inherits the connection; its answer still ends, by shutdown.
    guard fcntl(accepted, F_SETFD, FD_CLOEXEC) == 0, fcntl(accepted, F_SETFL, O_NONBLOCK) == 0 else {
      Glibc.close(accepted)
      return nil
    }
    return accepted
  }

  func close() { Glibc.close(descriptor) }
}
