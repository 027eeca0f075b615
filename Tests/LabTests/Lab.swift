import FoundationEssentials
import Glibc
import Support

/// A home with real servers in it, and the process that ends them.
///
/// A class, for it is closed once. Whatever works in the home's folder is ended by its number when the lab is closed or
/// when the tests themselves die.
final class Lab: Sendable {
  let home: ProgramHome
  let ports: Ports
  private let keeper: Keeper

  /// Ports that nothing listened on a moment ago.
  struct Ports: Sendable {
    let primary: Int
    let standby: Int
    let redis: Int
    let shop: Int
  }

  init() throws {
    home = try ProgramHome(environment: [
      "PATH": "\(Programs.postgres ?? ""):\(Programs.searched.joined(separator: ":"))", "SITREP_USER": "olga",
      "SHELL": "/bin/sh",
    ])
    ports = Ports(
      primary: try freePort(), standby: try freePort(), redis: try freePort(), shop: try freePort())
    keeper = try Keeper(of: home.folder)
    // The servers that do not run as root want to get in too.
    chmod(home.folder, 0o755)
  }

  /// Ends every server and removes the folder.
  func close() { keeper.close() }

  var folder: String { home.folder }

  /// The beginning of every script of the lab.
  var prelude: String {
    """
    cd '\(folder)' || exit 1
    export PGUSER=postgres PGHOST=127.0.0.1 PGDATABASE=postgres PGCONNECT_TIMEOUT=5
    # PostgreSQL refuses to run as root.
    server() {
      if [ "$(id -u)" != 0 ]; then "$@"; return; fi
      setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    }

    """
  }

  /// Runs a script in the folder, which must go well; what it leaves running is left alone.
  @discardableResult
  func run(_ script: String) async throws -> String {
    let ended = try await BuiltProgram.run("/bin/sh", ["-c", "set -e\n\(prelude)\(script)"], in: home)
    guard ended.code == 0 else {
      throw Failure(description: "exit \(ended.code) of:\n\(script)\n\(ended.output)\(ended.complaint)")
    }
    return ended.output
  }

  /// A query's first value, from the primary or the standby.
  func query(_ text: String, at port: Int) async throws -> String {
    String(try await run("psql -qAtX -p \(port) -c \"\(text)\"").prefix { !$0.isNewline })
  }

  /// A script of the lab went wrong.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}

/// Whether something listens on a port of this host.
func isOpen(_ port: Int) -> Bool {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return withUnsafeBytes(of: &address) { bytes in
    bytes.withMemoryRebound(to: sockaddr.self) {
      connect(socket, $0.baseAddress, socklen_t(bytes.count)) == 0
    }
  }
}
