import FoundationEssentials
import Glibc
import Support

/// What the lab is made of, where Debian's packages put it.
enum Programs {
  static let searched = ["/usr/local/bin", "/usr/sbin", "/usr/bin", "/bin"]

  /// The newest PostgreSQL's own folder: what lies in /usr/bin are wrappers that know Debian's clusters alone.
  static let postgres: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(root)/\($0)/bin" }.first {
      isProgram("\($0)/pg_ctl") && isProgram("\($0)/psql")
    }
  }()

  /// The packages to install before the lab can run.
  static let missing: [String] = {
    let needed = [
      ("nginx", "nginx"), ("redis-server", "redis-server"), ("redis-cli", "redis-tools"),
      ("openssl", "openssl"), ("curl", "curl"), ("tmux", "tmux"), ("setpriv", "util-linux"),
    ]
    let absent = needed.filter { name, _ in !searched.contains { isProgram("\($0)/\(name)") } }.map(\.1)
    return absent + (postgres == nil ? ["postgresql"] : [])
  }()

  private static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }
}
