import Glibc
import Support
import Synchronization
import Testing

/// A pseudo terminal with the built program alone on it and the test at its other end.
///
/// A class since its descriptors and its process end with `close`.
final class OwnTerminal: Sendable {
  let process: pid_t
  /// The shell that waits for it.
  private let keeper: pid_t
  private let controller: Int32
  /// Keeps the terminal open when the program is gone, as a shell does.
  private let holder: Int32
  private let received = Mutex<[UInt8]>([])
  private let isHungUp = Mutex(false)
  private let status = Mutex<Int32?>(nil)

  init(
    in home: ProgramHome, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:], before: String = "ulimit -c 0"
  ) throws {
    var ends: (controller: Int32, terminal: Int32) = (-1, -1)
    var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&ends.controller, &ends.terminal, nil, nil, &window) == 0, "no pseudo terminal")
    (controller, holder) = ends
    for end in [controller, holder] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    let variables = home.environment.merging(["TERM": "xterm-256color"]) { $1 }.merging(environment) { $1 }
    (keeper, process) = try Self.spawn(
      ["/bin/sh", "-c", "\(before); exec \"$0\" \"$@\"", BuiltProgram.path] + arguments,
      on: try Self.path(of: holder), variables)
  }

  /// Where a terminal lies; `ttyname` itself answers into one place for all threads.
  private static func path(of terminal: Int32) throws -> String {
    var name = [CChar](repeating: 0, count: 64)
    try #require(ttyname_r(terminal, &name, name.count) == 0, "a terminal without a name")
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Ends what is still there.
  func close() async throws {
    // The number of what has ended may be somebody else's by now.
    if look() == nil { kill(process, SIGKILL) }
    _ = try await ended()
    hangUp()
    Glibc.close(holder)
  }

  // What goes in

  func type(_ text: String) async throws { try await type(Array(text.utf8)) }

  /// Types bytes as fast as the program takes them; what it leaves behind at its end is nobody's.
  func type(_ bytes: [UInt8]) async throws {
    var rest = bytes[...]
    let all = try await eventually(within: .seconds(60)) { () -> Bool? in
      let written = rest.withUnsafeBytes { write(controller, $0.baseAddress, min($0.count, 4096)) }
      if written > 0 { rest = rest.dropFirst(written) }
      // A program that is waited for may be waiting for us.
      read()
      return rest.isEmpty || look() != nil ? true : nil
    }
    try #require(all == true, "the program takes no input")
  }

  /// Types without reading what comes, on a line that has room for it.
  func typeUnread(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
  }

  /// Bytes that were typed and that the program has not read.
  var pending: Int {
    var count: Int32 = 0
    typealias Call = @convention(c) (Int32, UInt, UnsafeMutableRawPointer) -> Int32
    let ioctl = unsafeBitCast(dlsym(nil, "ioctl"), to: Call.self)
    _ = ioctl(holder, UInt(FIONREAD), &count)
    return Int(count)
  }

  func resize(columns: Int, rows: Int) {
    var window = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    // The call is variadic, which Swift cannot make.
    typealias Call = @convention(c) (Int32, UInt, UnsafeMutableRawPointer) -> Int32
    let ioctl = unsafeBitCast(dlsym(nil, "ioctl"), to: Call.self)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &window)
  }

  /// The terminal is gone, as when an SSH connection drops.
  func hangUp() {
    isHungUp.withLock { isHungUp in
      if !isHungUp { Glibc.close(controller) }
      isHungUp = true
    }
  }

  // What comes out

  /// Everything that the program has written so far.
  var output: [UInt8] {
    read()
    return received.withLock { $0 }
  }

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Waits until what was written holds the words, one after the other; what came before `start` does not count.
  func until(_ words: String..., from start: Int = 0, within patience: Duration = .seconds(20)) async throws {
    let found = try await eventually(within: patience) { () -> Bool? in
      var rest = String(decoding: output.dropFirst(start), as: UTF8.self)[...]
      for word in words {
        guard let range = rest.firstRange(of: word) else { return nil }
        rest = rest[range.upperBound...]
      }
      return true
    }
    if found == nil {
      throw Terminal.NeverShown(
        description: "never written: \(words). Last:\n\(text.suffix(3000).debugDescription)")
    }
  }

  /// Waits for the end of the program: its exit code, or 128 and the signal; nil where it goes on.
  func ended(within patience: Duration = .seconds(20)) async throws -> Int32? {
    try await eventually(within: patience) {
      read()
      return look()
    }
  }

  /// The modes that the program has switched on and not off again, and what the kernel holds of the line.
  var left: LeftModes {
    var modes = termios()
    tcgetattr(holder, &modes)
    let isCooked = modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG)
    return LeftModes(after: output, isCooked: isCooked && modes.c_oflag & tcflag_t(OPOST) != 0)
  }

  private func look() -> Int32? {
    status.withLock { status in
      if let status { return status }
      var raw: Int32 = 0
      guard waitpid(keeper, &raw, WNOHANG) == keeper else { return nil }
      status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
      return status
    }
  }

  private func read() {
    isHungUp.withLock { isHungUp in
      guard !isHungUp else { return }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = Glibc.read(controller, &buffer, buffer.count)
        guard count > 0 else { return }
        received.withLock { $0 += buffer.prefix(count) }
      }
    }
  }

  /// Starts words in a session of their own on a terminal, with the signals as a login leaves them.
  ///
  /// A shell of our session stands between and tells how they ended: a child in another session would be taken for
  /// somebody's orphan by the command runner that other tests have in this process.
  private static func spawn(_ words: [String], on path: String, _ environment: [String: String]) throws
    -> (keeper: pid_t, process: pid_t)
  {
    let script =
      "env --default-signal setsid -c \"$@\" <\"$0\" >\"$0\" 2>&1 & echo $!; exec 1>&-; wait $!"
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0, "no pipe")
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { Glibc.close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var arguments = (["/bin/sh", "-c", script, path] + words).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var keeper: pid_t = 0
    let code = posix_spawnp(&keeper, "/bin/sh", &actions, &attributes, &arguments, &variables)
    Glibc.close(ends[1])
    try #require(code == 0, "the program could not be started: error \(code)")
    var answer = [UInt8](repeating: 0, count: 32)
    let count = max(0, Glibc.read(ends[0], &answer, answer.count))
    let line = String(decoding: answer.prefix(count), as: UTF8.self).prefix { $0.isNumber }
    return (keeper, try #require(pid_t(line), "the shell did not say what it started"))
  }
}

extension OwnTerminal {
  /// The program has ended with this code, and the terminal is as it was before.
  func isLeftWhole(
    with code: Int32, within patience: Duration = .seconds(20),
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let ended = try await ended(within: patience)
    #expect(ended == code, sourceLocation: sourceLocation)
    try await isWhole(sourceLocation: sourceLocation)
  }

  func isWhole(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    // After kill -9 it is another process that mends it.
    _ = try await eventually(within: .seconds(5)) { left == .whole ? true : nil }
    #expect(left == .whole, sourceLocation: sourceLocation)
  }
}

/// What a program has left of a terminal.
struct LeftModes: Equatable, CustomStringConvertible {
  /// Private modes that are on, without the cursor's.
  var privateModes: Set<Int> = []
  var showsCursor = true
  var isCooked: Bool

  static let whole = LeftModes(isCooked: true)

  init(isCooked: Bool) { self.isCooked = isCooked }

  init(after output: [UInt8], isCooked: Bool) {
    self.isCooked = isCooked
    for found in String(decoding: output, as: UTF8.self).matches(of: /\u{1B}\[\?([0-9;]+)([hl])/) {
      for mode in found.1.split(separator: ";").compactMap({ Int($0) }) {
        switch (mode, found.2 == "h") {
        case (25, let isOn): showsCursor = isOn
        // A cursor that blinks or not is the terminal's own matter.
        case (12, _): break
        case (_, true): privateModes.insert(mode)
        case (_, false): privateModes.remove(mode)
        }
      }
    }
  }

  var description: String {
    "private modes \(privateModes.sorted()), cursor \(showsCursor), \(isCooked ? "cooked" : "raw")"
  }
}

/// Runs a test with the program alone on a terminal, which goes with it whatever happens.
func inOwnTerminal(
  _ home: ProgramHome, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
  environment: [String: String] = [:], before: String = "ulimit -c 0",
  _ body: (OwnTerminal) async throws -> Void
) async throws {
  let terminal = try OwnTerminal(
    in: home, arguments, columns: columns, rows: rows, environment: environment, before: before)
  do {
    try await body(terminal)
  } catch {
    try? await terminal.close()
    throw error
  }
  try await terminal.close()
}
