import FoundationEssentials
import Glibc
import Support

/// A port from the kernel that is ours until a server is about to take it.
///
/// A class, for it is given up once. Seconds pass before a server starts, in which other tests ask for ports too.
final class ReservedPort: Sendable {
  let number: Int
  private let socket: Int32

  init() throws {
    let made = newSocket()
    var address = loopback(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        bind(made, $0.baseAddress, length) == 0 && getsockname(made, $0.baseAddress, &length) == 0
      }
    }
    guard bound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    socket = made
    number = Int(UInt16(bigEndian: address.sin_port))
  }

  /// Lets the server have it.
  func release() { close(socket) }
}

extension ReservedPort: CustomStringConvertible {
  var description: String { "\(number)" }
}

/// Whether something listens on a port of this host.
func isOpen(_ port: Int) -> Bool {
  let socket = newSocket()
  defer { close(socket) }
  var address = loopback(port)
  return withUnsafeBytes(of: &address) { bytes in
    bytes.withMemoryRebound(to: sockaddr.self) {
      connect(socket, $0.baseAddress, socklen_t(bytes.count)) == 0
    }
  }
}

private func newSocket() -> Int32 {
  Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
}

private func loopback(_ port: Int) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return address
}
