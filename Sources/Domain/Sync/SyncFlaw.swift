/// Why a transfer is not taken; nothing of it is kept then.
package enum SyncFlaw: Error, Sendable, Equatable {
  case notATransfer
  /// What came in place of a transfer: nothing at all, or the first line of it.
  case noAnswer(said: String?)
  case echo
  case otherVersion(Int)
  case cutOff
  case silent
  case malformed
  /// An event of a kind of record that is not known here.
  case tooNew(database: UniqueID, number: Int64)
  case outOfPlace
  case tooLarge
  case wrongCount
  /// The event does not follow what is known of its database: changed, left out or put in another order.
  case broken(database: UniqueID, number: Int64)
  case textChanged(database: UniqueID, number: Int64)
  case textMissing(database: UniqueID, number: Int64)
  /// Here another event has this number: one of the two records was written anew, or a copy of it went its own way.
  case forked(database: UniqueID, number: Int64)
  /// The same event in two databases.
  case twice(EventID)
  case refusedThere(String)

  /// What is wrong, where, and what to do.
  package var words: String {
    switch self {
    case .notATransfer:
      "it is no file that sitrep sync wrote. Name another one, or one that is not there yet"
    case .noAnswer(nil):
      "it ended without a word. Its command has to end in sitrep sync --stdio"
    case .noAnswer(let said?):
      "it answered \"\(said)\" in place of a record. Its command has to end in sitrep sync --stdio"
    case .echo:
      "it sends back what it is sent. Its command has to end in sitrep sync --stdio"
    case .otherVersion(let version) where version > SyncOpening.version:
      "it was written by a newer sitrep. Bring sitrep here up to date"
    case .otherVersion:
      "it was written by an older sitrep. Bring sitrep there up to date"
    case .cutOff:
      "it ends in the middle: the other side went away, or the file is cut off. Sync again"
    case .silent: "nothing moved for two minutes. See if the other side is there, then sync again"
    case .malformed, .outOfPlace, .wrongCount:
      "it holds something that no sitrep writes, so it was damaged on the way. Fetch it anew, and sync again"
    case .tooNew(let database, let number):
      "event \(number) of database \(database) was written by a newer sitrep. Bring sitrep here up to date"
    case .tooLarge: "it is larger than 8 GiB, which no record is. See what was named"
    case .broken(let database, let number):
      "event \(number) of database \(database) was changed, or does not follow the event before it. "
        + "Ask where it comes from; sitrep verify there says more"
    case .textChanged(let database, let number):
      "the text of event \(number) of database \(database) was changed after it was written. "
        + "Ask where it comes from; sitrep verify there says more"
    case .textMissing(let database, let number):
      "the text of event \(number) of database \(database) is missing, and no redaction says why. "
        + "Ask where it comes from; sitrep verify there says more"
    case .forked(let database, let number):
      "database \(database) has parted: event \(number) is another one there than here. One of the two was written "
        + "anew, or goes on from an old copy. Where the copy is, move its file aside, begin a new record "
        + "and sync that: what the others know comes back"
    case .twice(let event):
      "event \(event) is there twice, in two databases. One of them is a copy of the other; ask where it comes from"
    case .refusedThere(let words): "the other side refused it: \(words)"
    }
  }
}
