package import Domain

/// Files that people read and write: configuration, playbooks, exports, drafts.
package struct FileClient: Sendable {
  package var read: @Sendable (_ path: String) throws(FileFailure) -> String
  /// Writes the whole file or nothing: a new file beside it, synced, then renamed.
  package var write: @Sendable (_ path: String, _ text: String) throws(FileFailure) -> Void
  /// Names in a folder, sorted; empty where there is none.
  package var list: @Sendable (_ folder: String) -> [String]
  /// When the file was last changed; nil where there is none.
  package var changedAt: @Sendable (_ path: String) -> Timestamp?

  package init(
    read: @escaping @Sendable (_ path: String) throws(FileFailure) -> String,
    write: @escaping @Sendable (_ path: String, _ text: String) throws(FileFailure) -> Void,
    list: @escaping @Sendable (_ folder: String) -> [String],
    changedAt: @escaping @Sendable (_ path: String) -> Timestamp?
  ) {
    self.read = read
    self.write = write
    self.list = list
    self.changedAt = changedAt
  }
}

package enum FileFailure: Error, Sendable, Equatable {
  case notFound(path: String)
  case notReadable(path: String, why: String)
  case notWritable(path: String, why: String)
  case notUTF8(path: String)
  case tooLarge(path: String, limit: Int)
}
