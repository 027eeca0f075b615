import Clients
import Domain
import Glibc

/// Where events are kept that the record does not take: a file of one line each, synced, which outlives the process.
///
/// It is read by whoever opens the record next. An event leaves it only once all in it are known to be on record, so
/// the same event may come out of it twice: the record takes it once, by its id.
struct Spool: Sendable {
  let path: String

  /// Keeps events, all or none; those that are kept already are not written again.
  func keep(_ events: [Event]) throws(StoreFailure) {
    let file = try SpoolFile(path)
    let bytes = try file.bytes()
    let known = Set(Self.lines(bytes).compactMap { SpooledEvent.event($0)?.id })
    var lines: [UInt8] = bytes.last.map { $0 == 0x0a } ?? true ? [] : [0x0a]
    for event in events where !known.contains(event.id) {
      guard let line = try? SpooledEvent.line(event) else {
        throw .other(path: path, detail: "an event cannot be written down")
      }
      lines += line
    }
    if !lines.isEmpty { try file.append(lines) }
  }

  /// What is kept, in the order in which it came; lines that were cut off are passed over.
  func events() throws(StoreFailure) -> [Event] {
    guard holdsAny else { return [] }
    var seen: Set<EventID> = []
    return Self.lines(try SpoolFile(path).bytes()).compactMap { SpooledEvent.event($0) }
      .filter { seen.insert($0.id).inserted }
  }

  /// Forgets what is kept once all of it is on record.
  func forget(_ recorded: Set<EventID>) {
    guard holdsAny, let file = try? SpoolFile(path), let bytes = try? file.bytes() else { return }
    let lines = Self.lines(bytes)
    let kept = lines.compactMap { SpooledEvent.event($0)?.id }
    guard kept.allSatisfy(recorded.contains) else { return }
    // A line that was cut off was never said to be kept, but somebody may want to read it.
    if kept.count < lines.count { return file.putAside() }
    file.empty()
  }

  /// Makes the file before it is needed: on a full disk it is too late.
  func prepare() {
    guard let file = try? SpoolFile(path), !file.hasRoomSetAside else { return }
    file.setAside()
  }

  /// Whether anything is kept, asked of the file's size alone.
  var holdsAny: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: 0x0a) }
}
