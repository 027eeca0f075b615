import Clients
import ConsoleCore
import FoundationEssentials

/// Typed texts in a file of the person's own, from one console to the next.
struct TypedTexts: Sendable {
  let files: FileClient
  /// Nil where nothing is kept.
  let path: String?

  func load() -> LeftBehind? {
    guard let path, let text = try? files.read(path) else { return nil }
    return try? JSONDecoder().decode(LeftBehind.self, from: Data(text.utf8))
  }

  /// Keeps them as well as can be: there is nobody left to tell where it fails.
  func save(_ left: LeftBehind) {
    guard let path, !left.isEmpty || files.changedAt(path) != nil,
      let data = try? JSONEncoder().encode(left)
    else { return }
    try? files.write(path, String(decoding: data, as: UTF8.self))
  }
}
