import Glibc

/// What a child is told of our environment: a short list, so that no secret of ours is among it.
enum ChildEnvironment {
  private static let passedOn = [
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES",
    "LC_MONETARY", "LC_NUMERIC", "LC_TIME", "LC_ADDRESS", "LC_IDENTIFICATION", "LC_MEASUREMENT", "LC_NAME",
    "LC_PAPER", "LC_TELEPHONE",
  ]

  /// For probes and secrets: the short list and what is declared.
  static func bare(declared: [String: String] = [:]) -> [String] { list(passedOn, declared) }

  /// For a person's commands, which may use the person's own keys to reach other hosts.
  static func personal() -> [String] { list(passedOn + ["SSH_AUTH_SOCK"], [:]) }

  private static func list(_ names: [String], _ declared: [String: String]) -> [String] {
    var values = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
    for name in names {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    // Nothing that runs here has a terminal to colour or to page.
    values["TERM"] = "dumb"
    values.merge(declared) { _, declared in declared }
    return values.map { "\($0.key)=\($0.value)" }.sorted()
  }
}
