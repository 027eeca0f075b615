package import Clients
import Dispatch
import Domain
import Glibc
import Synchronization

/// Reads secrets from the environment, from guarded files, from systemd's credentials and from commands.
package func secretReader() -> SecretClient {
  SecretClient { reference throws(SecretFailure) in
    let text =
      switch reference {
      case .environment(let name): try SecretReader.environment(name)
      case .file(let path): try SecretReader.file(path, forbidden: 0o077)
      case .credential(let name): try SecretReader.credential(name)
      case .command(let argv): try SecretReader.command(argv)
      }
    guard !text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
      throw .notOneLine(reference)
    }
    return text
  }
}

enum SecretReader {
  static let sizeLimit = 64 * 1024

  static func environment(_ name: String) throws(SecretFailure) -> String {
    guard let value = getenv(name), value.pointee != 0 else { throw .environmentNotSet(name: name) }
    return String(cString: value)
  }

  static func credential(_ name: String) throws(SecretFailure) -> String {
    guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
      throw .badCredentialName(name: name)
    }
    guard let folder = getenv("CREDENTIALS_DIRECTORY") else { throw .noCredentialsFolder(name: name) }
    // systemd lets the service read through an ACL, whose mask stands where the group's bits are.
    return try file("\(String(cString: folder))/\(name)", forbidden: 0o037)
  }

  /// A regular file of ours or root's without any of the `forbidden` bits.
  static func file(_ path: String, forbidden: mode_t) throws(SecretFailure) -> String {
    // Not blocking: a FIFO in its place must not hang us.
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      let why = errno == ELOOP ? "it is a symbolic link" : String(cString: strerror(errno))
      throw .notReadable(path: path, why: why)
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else {
      throw .notReadable(path: path, why: String(cString: strerror(errno)))
    }
    if let why = danger(facts, forbidden: forbidden) { throw .unsafe(path: path, why: why) }
    guard facts.st_size <= sizeLimit else { throw .notReadable(path: path, why: "it is larger than 64 KiB") }
    let bytes = [UInt8](unsafeUninitializedCapacity: sizeLimit) { buffer, count in
      count = max(0, read(file, buffer.baseAddress, sizeLimit))
    }
    guard let text = line(bytes) else { throw .notReadable(path: path, why: "it is empty or not UTF-8") }
    return text
  }

  private static func danger(_ facts: stat, forbidden: mode_t) -> String? {
    if facts.st_mode & S_IFMT != S_IFREG { return "is not a regular file" }
    if facts.st_uid != geteuid(), facts.st_uid != 0 { return "belongs to another user" }
    return facts.st_mode & forbidden == 0 ? nil : "can be used by others"
  }

  /// Without the one line feed that editors and programs put at the end; nil where there is no text.
  private static func line(_ bytes: [UInt8]) -> String? {
    let text = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
    return text.isEmpty ? nil : String(validating: text, as: UTF8.self)
  }

  static func command(_ argv: [String]) throws(SecretFailure) -> String {
    let end = wait(
      for: Order(
        argv: argv, environment: ChildEnvironment.personal(), timeout: .seconds(10), kind: .secret,
        deliver: { _ in }))
    let program = argv.first ?? ""
    if let why = end.notStarted { throw .commandFailed(program: program, why: why) }
    if end.timedOut { throw .commandFailed(program: program, why: "it took more than ten seconds") }
    guard end.exit == 0 else {
      let why = end.exit.map { "it ended with exit code \($0)" } ?? "it was ended by a signal"
      throw .commandFailed(program: program, why: why)
    }
    guard let text = line(end.standardOutput) else {
      throw .commandFailed(program: program, why: "it printed nothing, or no UTF-8")
    }
    return text
  }

  private static func wait(for order: Order) -> CommandEnd {
    let done = DispatchSemaphore(value: 0)
    let result = Slot()
    var order = order
    order.deliver = { progress in
      guard case .ended(let end) = progress else { return }
      result.end.withLock { $0 = end }
      done.signal()
    }
    processes.put(.start(order, asked: ContinuousClock.now))
    done.wait()
    return result.end.withLock { $0 }
  }
}

/// Where the end is left for the thread that waits: a class, for both hold the same one.
private final class Slot: Sendable {
  let end = Mutex(CommandEnd())
}
