import Dispatch
import Glibc
import Synchronization

/// A program that has the terminal which the console has just left.
///
/// A class because who waits for its end and who hangs up on it are on different threads.
final class ForegroundProgram: Sendable {
  enum End: Sendable {
    case notStarted(String)
    case exit(Int)
    case signal(Int)
  }

  private let queue = DispatchQueue(label: "foreground")
  private let running = Mutex<pid_t?>(nil)

  func async(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

  /// Starts words with these variables besides ours, and waits for their end.
  func run(_ words: [String], _ variables: [String: String] = [:]) -> End {
    var child = pid_t()
    let code = Self.spawn(words, variables, &child)
    guard code == 0 else { return .notStarted(String(cString: strerror(code))) }
    running.withLock { $0 = child }
    defer { running.withLock { $0 = nil } }
    return Self.wait(for: child)
  }

  func hangUp() {
    running.withLock { if let child = $0 { kill(child, SIGHUP) } }
  }

  private static func wait(for child: pid_t) -> End {
    var status: Int32 = 0
    while true {
      guard waitpid(child, &status, WUNTRACED) == child else {
        if errno == EINTR { continue }
        return .exit(0)
      }
      // A shell that stops itself alone would leave a terminal with nobody on it.
      guard status & 0xFF == 0x7F else {
        return status & 0x7F == 0 ? .exit(Int(status >> 8) & 0xFF) : .signal(Int(status & 0x7F))
      }
      kill(child, SIGCONT)
    }
  }

  private static func spawn(_ words: [String], _ variables: [String: String], _ child: inout pid_t) -> Int32 {
    // What we ignore, and what this thread holds back, must not be so for the person's programs.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var ignored = sigset_t()
    sigemptyset(&none)
    sigemptyset(&ignored)
    sigaddset(&ignored, SIGPIPE)
    sigaddset(&ignored, SIGXFSZ)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let names = variables.keys.map { "\($0)=" }
    var environment = ownVariables().filter { own in !names.contains { own.hasPrefix($0) } }
    environment += variables.map { "\($0.key)=\($0.value)" }
    var arguments = words.map { strdup($0) } + [nil]
    var assignments = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + assignments { free(text) } }
    return posix_spawn(&child, words[0], nil, &attributes, &arguments, &assignments)
  }

  private static func ownVariables() -> [String] {
    var variables: [String] = []
    var next = environ
    while let text = next.pointee {
      variables.append(String(cString: text))
      next += 1
    }
    return variables
  }
}
