import Clients

/// The mark of a person who has seen the hints for the first start.
struct FirstStart: Sendable {
  let files: FileClient
  /// Nil where there are no hints.
  let path: String?

  var isFirst: Bool { path.map { files.changedAt($0) == nil } ?? false }

  /// Where the mark can't be made the hints come again, which hurts nobody.
  func remember() {
    if let path { try? files.write(path, "The hints of the first start were shown.\n") }
  }
}
