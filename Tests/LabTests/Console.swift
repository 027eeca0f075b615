import Support

/// The built program in a terminal of tmux, 120 columns and 40 lines.
struct Console {
  let lab: Lab

  /// Opens the console of the lab's home, as somebody does who types `sitrep`.
  init(in lab: Lab) async throws {
    self.lab = lab
    let command = "cd '\(lab.folder)' && TERM=tmux-256color exec '\(BuiltProgram.path)'"
    _ = try await tmux("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", command)
    _ = try await tmux("set-option", "-g", "status", "off")
  }

  /// Presses a key by tmux's name for it, as in `D`, `Enter` or `C-s`.
  func press(_ key: String) async throws { _ = try await tmux("send-keys", "--", key) }

  func type(_ text: String) async throws { _ = try await tmux("send-keys", "-l", "--", text) }

  /// The screen once it holds.
  @discardableResult
  func shows(_ what: String, _ holds: (Screen) -> Bool) async throws -> Screen {
    var last = Screen(lines: [])
    var heldBefore = false
    // Twice in a row: the first look may have come while the rest of the frame was still on its way.
    let found = try await eventually(within: .seconds(30)) { () -> Screen? in
      let lines = try await tmux("capture-pane", "-p").split(
        separator: "\n", omittingEmptySubsequences: false)
      last = Screen(lines: lines.map(String.init))
      let holdsNow = holds(last)
      defer { heldBefore = holdsNow }
      return holdsNow && heldBefore ? last : nil
    }
    guard let found else {
      throw NeverShown(description: "never shown: \(what). Last on the screen:\n\(last.text)")
    }
    return found
  }

  @discardableResult
  func shows(_ words: String) async throws -> Screen { try await shows(words) { $0.text.contains(words) } }

  private func tmux(_ arguments: String...) async throws -> String {
    let ended = try await BuiltProgram.run(
      "tmux", ["-u", "-S", "\(lab.folder)/tmux"] + arguments, in: lab.home,
      environment: ["TERM": "xterm-256color"])
    guard ended.code == 0 else { throw NeverShown(description: "tmux \(arguments): \(ended.complaint)") }
    return ended.output
  }

  /// What the test waited for was never shown.
  struct NeverShown: Error, CustomStringConvertible {
    let description: String
  }
}

/// What the terminal shows.
struct Screen {
  let lines: [String]

  var text: String { lines.joined(separator: "\n") }

  /// The row of a service on the services screen; empty where there is none.
  func row(_ service: String) -> String {
    lines.first { $0.drop { " >".contains($0) }.hasPrefix("\(service) ") } ?? ""
  }

  /// The services in the order in which they stand in their table.
  var services: [String] {
    lines.drop { !$0.contains("SERVICE ") }.prefix { !$0.hasPrefix("─") }.compactMap { line in
      line.prefixMatch(of: #/[> ] *([a-z]+) +\S (OK|DOWN|DEGRADED) /#).map { String($0.1) }
    }
  }

  /// The seconds in a service's LAG, if it rises.
  func risingLag(_ service: String) -> Double? {
    row(service).firstMatch(of: /([0-9.]+)s\^/).flatMap { Double($0.1) }
  }
}
