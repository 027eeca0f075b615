import Glibc
import Support
import Testing

/// A real terminal, which tmux is, with a shell in it.
///
/// A class, since the server behind it ends with `close`.
final class Terminal: Sendable {
  private let home: ProgramHome
  private let socket: String

  static var isHere: Bool { access("/usr/bin/tmux", X_OK) == 0 }

  /// What the test waited for was never shown.
  struct NeverShown: Error, CustomStringConvertible {
    let description: String
  }

  private static let counter = Counter()

  init(in home: ProgramHome, columns: Int = 120, rows: Int = 40, environment: [String: String] = [:])
    async throws
  {
    self.home = home
    socket = "\(home.folder)/tmux-\(Self.counter.next())"
    var variables = home.environment
    variables["TERM"] = "tmux-256color"
    // The prompt tells how the last command ended.
    variables["PS1"] = "left with $? > "
    // Written when the shell ends, it would bring a removed home back.
    variables["HISTFILE"] = ""
    variables.merge(environment) { $1 }
    let assigned = variables.sorted { $0.key < $1.key }.map { "'\($0.key)=\($0.value)'" }
    let shell = "exec env -i \(assigned.joined(separator: " ")) bash --noprofile --norc -i"
    try await tmux(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell, ";", "set", "-g", "status", "off")
    try await until("the shell's prompt") { $0.shellPrompt != nil }
  }

  func close() async {
    _ = try? await tmux("kill-server")
  }

  /// Types a command at the shell's prompt; `sitrep` stands for the built program.
  func enter(_ command: String) async throws {
    let words = command.hasPrefix("sitrep") ? BuiltProgram.path + command.dropFirst(6) : command
    try await tmux("clear-history", ";", "send-keys", "-l", words, ";", "send-keys", "Enter")
  }

  /// Presses keys by tmux's names for them: `Enter`, `Escape`, `C-s`, `D`.
  func press(_ keys: String...) async throws {
    try await tmux(["send-keys", "--"] + keys)
  }

  /// Types a text as it stands.
  func type(_ text: String) async throws {
    try await tmux("send-keys", "-l", "--", text)
  }

  func resize(columns: Int, rows: Int) async throws {
    try await tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  func screen() async throws -> Screen {
    Screen(text: try await tmux("capture-pane", "-p"))
  }

  /// Waits until the screen shows what is looked for, and returns that screen.
  @discardableResult
  func until(
    _ what: String, within patience: Duration = .seconds(20),
    line: Int = #line, _ holds: (Screen) -> Bool
  ) async throws -> Screen {
    var last = Screen(text: "")
    var heldBefore = false
    // Twice in a row: the first look may have come while the rest of the frame was still on its way.
    let found = try await eventually(within: patience) {
      last = try await screen()
      let holdsNow = holds(last)
      defer { heldBefore = holdsNow }
      return holdsNow && heldBefore ? last : nil
    }
    if let found { return found }
    let failure = NeverShown(
      description: "never shown: \(what) (line \(line)). Last on the screen:\n\(last.text)")
    throw failure
  }

  /// The console's process: the child of the pane's shell.
  func consoleProcess() async throws -> pid_t {
    let shell = try await tmux("display-message", "-p", "#{pane_pid}").filter(\.isNumber)
    let child = try await eventually { () -> pid_t? in
      let children = readText("/proc/\(shell)/task/\(shell)/children")
      return children.split(separator: " ").first.flatMap { pid_t($0) }
    }
    return try #require(child, "the shell has no child")
  }

  /// What the program has made of the window's title.
  func title() async throws -> String { try await tmux("display-message", "-p", "#{pane_title}") }

  /// What `stty` tells of the terminal's modes.
  func modes() async throws -> String {
    let device = try await tmux("display-message", "-p", "#{pane_tty}").filter { !$0.isNewline }
    return try await BuiltProgram.run("stty", ["-F", device, "-a"], in: home).output
  }

  @discardableResult
  private func tmux(_ arguments: String...) async throws -> String { try await tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) async throws -> String {
    let outcome = try await BuiltProgram.run(
      "tmux", ["-u", "-f", "/dev/null", "-S", socket] + arguments, in: home,
      environment: ["TERM": "xterm-256color"])
    guard outcome.code == 0 else {
      throw NeverShown(description: "tmux \(arguments.joined(separator: " ")): \(outcome.complaint)")
    }
    return outcome.output
  }
}

/// A file of /proc, which has no length to read by.
func readText(_ path: String) -> String {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return "" }
  defer { close(file) }
  var buffer = [UInt8](repeating: 0, count: 65_536)
  let count = read(file, &buffer, buffer.count)
  return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
}
