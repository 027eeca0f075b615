import FoundationEssentials
import Glibc

/// The program as it was built, run as a process of its own.
package enum BuiltProgram {
  /// Beside the test's own executable.
  package static let path: String = {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
    }
    let tests = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "sitrep").path
  }()

  /// What a program wrote and how it ended.
  package struct Outcome: Sendable {
    /// The exit code, or 128 and the signal.
    package var code: Int32
    package var output: String
    package var complaint: String
    package var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The program took longer than a test waits; it was killed.
  package struct TookTooLong: Error, CustomStringConvertible {
    package var description: String
  }

  /// Runs `sitrep` to its end with nothing to read, or with `input`.
  package static func run(
    _ arguments: String..., in home: ProgramHome, input: String = "", environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await run(path, arguments, in: home, input: input, environment: environment)
  }

  /// Runs any program to its end.
  package static func run(
    _ program: String, _ arguments: [String], in home: ProgramHome, input: String = "",
    environment: [String: String] = [:]
  ) async throws -> Outcome {
    let files = "\(home.folder)/run-\(UUID().uuidString.prefix(8))"
    defer { for end in ["in", "out", "err"] { unlink("\(files).\(end)") } }
    try home.write(input, to: "\(files).in")
    let child = try spawn(
      [program] + arguments, environment: home.environment.merging(environment) { $1 }, files: files)
    guard let code = try await eventually(within: .seconds(60), { ended(child) }) else {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
      throw TookTooLong(description: "\(program) \(arguments.joined(separator: " "))")
    }
    return Outcome(
      code: code, output: home.read("\(files).out") ?? "", complaint: home.read("\(files).err") ?? "")
  }

  private static func ended(_ child: pid_t) -> Int32? {
    var status: Int32 = 0
    guard waitpid(child, &status, WNOHANG) == child else { return nil }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  private static func spawn(_ words: [String], environment: [String: String], files: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "\(files).in", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "\(files).out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(files).err", O_WRONLY | O_CREAT, 0o600)
    // The program finds its signals as a shell leaves them, whatever the tests' runner blocked.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOENT) }
    return child
  }
}
