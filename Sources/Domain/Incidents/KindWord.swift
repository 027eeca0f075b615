/// A kind as it stands on disk: its name, and the version of its fields where that is not the first, as in `note@2`.
///
/// A field that may be left out keeps the version; one that readers need, or that changes its meaning, begins a new
/// one. A program reads the versions that it knows and keeps all others as they are, to the byte.
package struct KindWord: Sendable, Equatable {
  package var name: String
  package var version: Int

  package init(_ word: String) {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let version = Int(parts[1]), version > 1 else {
      (name, self.version) = (word, 1)
      return
    }
    (name, self.version) = (String(parts[0]), version)
  }
}

extension UnknownKind {
  /// What is shown of an event that cannot be read here.
  var sentence: String {
    let word = KindWord(kind)
    guard EventBody.isKnown(word.name) else { return "\(kind) (written by a newer sitrep)" }
    guard word.version > 1 else { return "\(kind) (its fields cannot be read here)" }
    return "\(word.name) (version \(word.version), written by a newer sitrep)"
  }
}
