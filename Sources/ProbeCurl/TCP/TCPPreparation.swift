import CCurl
import Domain

extension Transfer {
  /// Lets libcurl resolve and connect and nothing more; what is wrong with the probe, or nil.
  func prepare(_ tcp: TCPProbe) -> String? {
    guard (1...65_535).contains(tcp.port) else { return "the port must be between 1 and 65535" }
    let isName = tcp.host.utf8.allSatisfy { byte in
      byte > 0x20 && byte != 0x7F && !"/?#@[]\\%".utf8.contains(byte)
    }
    guard isName, !tcp.host.isEmpty else { return "\(tcp.host) is not a host's name or address" }
    let host = tcp.host.utf8.contains(UInt8(ascii: ":")) ? "[\(tcp.host)]" : tcp.host
    set(CURLOPT_URL, "http://\(host):\(tcp.port)")
    set(CURLOPT_CONNECT_ONLY, 1)
    return nil
  }
}
