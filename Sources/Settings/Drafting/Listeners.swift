/// A port on which something listens on this host.
package struct Listener: Sendable, Equatable {
  package var port: Int
  /// The program behind it, where it is known.
  package var process: String?
  package var answersHTTP: Bool

  package init(port: Int, process: String? = nil, answersHTTP: Bool = false) {
    self.port = port
    self.process = process
    self.answersHTTP = answersHTTP
  }
}

/// The ports that loopback reaches, sorted, from the text of `/proc/net/tcp` or `/proc/net/tcp6`.
///
/// State 0A is TCP_LISTEN; addresses are hexadecimal words in the byte order of the host (proc_pid_net(5)).
package func parseListeners(procNetTCP text: String) -> [Int] {
  let ports = text.split(separator: "\n").dropFirst().compactMap { line -> Int? in
    let fields = line.split(separator: " ")
    guard fields.count > 3, fields[3] == "0A" else { return nil }
    let local = fields[1].split(separator: ":")
    guard local.count == 2, isReachable(local[0]), let port = Int(local[1], radix: 16), port > 0 else {
      return nil
    }
    return port
  }
  return Set(ports).sorted()
}

private func isReachable(_ address: Substring) -> Bool {
  let address = address.uppercased()
  if address.count == 8 { return address == "00000000" || address.hasSuffix("7F") }
  let isAny = address.allSatisfy { $0 == "0" }
  let isLoopback = address == "00000000000000000000000001000000"
  let isMapped = address.hasPrefix("0000000000000000FFFF0000") && address.hasSuffix("7F")
  return isAny || isLoopback || isMapped
}
