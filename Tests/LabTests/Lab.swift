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

  struct Ports: Sendable {
    let primary: ReservedPort
    let standby: ReservedPort
    let redis: ReservedPort
    let shop: ReservedPort
  }

  init() throws {
    home = try ProgramHome(environment: [
      "PATH": "\(Programs.postgres ?? ""):\(Programs.searched.joined(separator: ":"))", "SITREP_USER": "olga",
      "SHELL": "/bin/sh",
    ])
    ports = Ports(
      primary: try ReservedPort(), standby: try ReservedPort(), redis: try ReservedPort(),
      shop: try ReservedPort())
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
  func query(_ text: String, at port: ReservedPort) async throws -> String {
    String(try await run("psql -qAtX -p \(port) -c \"\(text)\"").prefix { !$0.isNewline })
  }

  /// A script of the lab went wrong.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}
