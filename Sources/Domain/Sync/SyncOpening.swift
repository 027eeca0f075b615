/// The line that a transfer begins with, as in `sitrep sync 1 begins`: the version, and who speaks.
package enum SyncOpening: String, Sendable, CaseIterable {
  /// Of two at the ends of a pipe, the one that was asked to merge.
  case begins
  case answers
  case file

  package static let version = 1
  private static let name = "sitrep sync "

  package var line: String { "\(Self.name)\(Self.version) \(rawValue)\n" }

  /// Whether a line is an opening; what stands before it in the line is somebody else's, such as a login's greeting.
  ///
  /// Throws a flaw where it is one of another version.
  package static func read(_ line: some StringProtocol) throws(SyncFlaw) -> SyncOpening? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 4, words[words.count - 4].hasSuffix("sitrep"), words[words.count - 3] == "sync",
      let version = Int(words[words.count - 2])
    else { return nil }
    guard version == Self.version else { throw .otherVersion(version) }
    return SyncOpening(rawValue: String(words[words.count - 1]))
  }
}
