import Clients
import DemoToolchain
import Domain
import FilesLocal
import FoundationEssentials
import Glibc
import StoreGRDB

/// The demo's own folder: its record, the file that updates go to, and what the next demo goes on from.
struct DemoHome: Sendable {
  let folder: String

  var database: String { "\(folder)/demo.db" }
  var statusFile: String { "\(folder)/status.txt" }
  private var memoryFile: String { "\(folder)/toolchain.json" }

  /// Where the last demo stopped, if it left an incident open.
  var memory: DemoMemory? {
    guard let opening = try? StoreReader(path: database).opening(), !opening.openIncidents.isEmpty,
      let text = try? localFiles().read(memoryFile)
    else { return nil }
    return try? JSONDecoder().decode(DemoMemory.self, from: Data(text.utf8))
  }

  /// Keeps what the next demo needs; without it the next one merely begins again.
  @Sendable func remember(_ memory: DemoMemory) {
    guard let data = try? JSONEncoder().encode(memory) else { return }
    // The first call comes before the record is opened, which makes the folder otherwise.
    try? makeFolders(above: memoryFile)
    try? localFiles().write(memoryFile, String(decoding: data, as: UTF8.self))
  }

  /// Removes the demo's files; nothing in them was ever real.
  func forget() {
    try? FileManager.default.removeItem(atPath: "\(database).consoles")
    for file in [
      database, "\(database)-wal", "\(database)-shm", "\(database).lock", "\(database).collector",
      "\(database).use", "\(database).ballast", Wiring.places.spool(for: database),
      statusFile,
      memoryFile, "\(folder)/typed.json",
    ] {
      unlink(file)
    }
  }
}
