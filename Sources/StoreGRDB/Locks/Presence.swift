import Clients
package import Domain
import FoundationEssentials
import Glibc
import Synchronization

/// A file for each console that has the record open, locked as long as the console lives.
///
/// The kernel frees the lock when a process ends, however it ends: what nobody holds is nobody's, and is removed.
/// A class, since it owns the descriptor of our own file.
final class Presence: Sendable {
  private struct Own {
    var descriptor: Int32 = -1
    var path = ""
    var said: ConsolePresence?
    var isOver = false
  }

  let database: String
  private let own = Mutex(Own())

  init(database: String) { self.database = database }

  private var folder: String { "\(database).consoles" }

  /// Says where this console is, and answers who else is here, those who came first before the others.
  func lookAround(as mine: ConsolePresence) -> [ConsolePresence] {
    var mine = mine
    mine.process = getpid()
    let name = own.withLock { [mine] own in
      if !own.isOver { say(mine, &own) }
      return own.path
    }
    return found(removing: true) { $0 != name }
  }

  /// All who are here, for somebody who is not.
  func all() -> [ConsolePresence] { found(removing: false) { _ in true } }

  func leave() {
    own.withLock { own in
      own.isOver = true
      guard own.descriptor >= 0 else { return }
      unlink(own.path)
      close(own.descriptor)
      own.descriptor = -1
    }
  }

  private func say(_ mine: ConsolePresence, _ own: inout Own) {
    var named = stat()
    let isThere = own.descriptor >= 0 && lstat(own.path, &named) == 0
    guard own.said != mine || !isThere else { return }
    if !isThere {
      if own.descriptor >= 0 { close(own.descriptor) }
      guard let made = make(mine) else { return own.descriptor = -1 }
      (own.descriptor, own.path) = made
    }
    let text = Array(Self.text(of: mine).utf8)
    // Shorter texts are filled up, so that whoever reads meanwhile finds whole lines.
    _ = pwrite(own.descriptor, text, text.count, 0)
    own.said = mine
  }

  /// A new file gets its name once it is locked: under its name it is never without its holder.
  private func make(_ mine: ConsolePresence) -> (Int32, String)? {
    let place = SharedPlace(database)
    if mkdir(folder, 0o700) == 0, place.fileMode & 0o060 != 0 { chmod(folder, 0o2770) }
    let name = "\(mine.process)-\(UInt32.random(in: 0...(.max)))"
    let (path, part) = ("\(folder)/\(name)", "\(folder)/.\(name)")
    let file = LockFile(path: part, database: database)
    guard let opened = try? file.opened() else { return nil }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0, rename(part, path) == 0 else {
      close(opened)
      return nil
    }
    return (opened, path)
  }

  private func found(removing: Bool, _ isOther: (String) -> Bool) -> [ConsolePresence] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.first != "." }.map { "\(folder)/\($0)" }.filter(isOther)
      .compactMap { read($0, removing: removing) }
      .sorted { ($0.since, $0.process) < ($1.since, $1.process) }
  }

  private func read(_ path: String, removing: Bool) -> ConsolePresence? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    if flock(file, LOCK_SH | LOCK_NB) == 0 {
      if removing { unlink(path) }
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: Self.length)
    let count = Glibc.read(file, &bytes, bytes.count)
    return Self.presence(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
  }

  /// Five lines, filled with blanks to a fixed length.
  static func text(of presence: ConsolePresence) -> String {
    let lines = [
      presence.login, presence.host, "\(presence.process)", "\(presence.since.milliseconds)",
      presence.lookingAt,
    ].map { line in String(line.filter { !$0.isNewline }.prefix(80)) }
    var text = lines.joined(separator: "\n") + "\n"
    while text.utf8.count > length { text.removeLast() }
    return text + String(repeating: " ", count: length - text.utf8.count)
  }

  static func presence(_ text: String) -> ConsolePresence? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 5, let process = Int32(lines[2]), let since = Int64(lines[3]) else { return nil }
    return ConsolePresence(
      login: lines[0], host: lines[1], process: process, since: Timestamp(milliseconds: since),
      lookingAt: lines[4])
  }

  private static let length = 1024
}

/// Who has a console open on a record.
package func consolesOpen(on database: String) -> [ConsolePresence] { Presence(database: database).all() }
