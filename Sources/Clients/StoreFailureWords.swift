extension StoreFailure {
  /// What is wrong, where, and what to do: one or two sentences for people.
  package var words: String {
    switch self {
    case .notWritable(let path):
      "\(path) cannot be written. Check that you may write the file and its folder, or name another with --db."
    case .diskFull(let path):
      "Not saved: the disk that holds \(path) is full. Free some space there and try again."
    case .locked(let path, let holder?):
      "Not saved: process \(holder) holds \(path). Wait for it, or end it if it hangs, and try again."
    case .locked(let path, nil):
      "Not saved: another process holds \(path). Wait for it and try again."
    case .unsafe(let path, let why, let mend):
      "\(path) is not safe to use: \(why). Put it right with: \(mend)"
    case .foreign(let path):
      "\(path) is not a sitrep database, so it was left alone. Name another file with --db."
    case .newerSchema(let path, let found, let known):
      "\(path) was written by a newer sitrep (format \(found), this one knows \(known)). Use the newer sitrep."
    case .corrupt(let path, let detail):
      "\(path) is damaged (\(detail)). It was left as it is. `sitrep restore BACKUP` puts a backup in its place and keeps it aside; without one move it away, and the next sitrep begins a new record."
    case .notFound(let what):
      "\(what) is not there. `sitrep status` lists what is open."
    case .exists(let path):
      "\(path) is there already and stays as it is. Name another file, or say --force to replace it."
    case .inUse(let path, let who) where who.isEmpty:
      "\(path) is in use: a console or another sitrep has it open. Leave it there, then try again."
    case .inUse(let path, let who):
      "\(path) is in use by \(who.joined(separator: ", ")). Leave the console there, then try again."
    case .altered(let path, let problem):
      "\(path) is not in order, so it was not used: \(problem)"
    case .tooLong(let path):
      "Not saved: the text is longer than the 512 KiB that \(path) takes at once. Write less of it, or put it into a file and note its name."
    case .refusedTransfer(let other, 0, let why):
      "Nothing was taken from \(other): \(why)."
    case .refusedTransfer(let other, let taken, let why):
      "\(taken) events were taken from \(other), and it does not have all of ours: \(why)."
    case .other(let path, let detail):
      "\(path) cannot be used: \(detail)."
    case .kept(let place, let why):
      "PENDING, not in the record yet: \(why.cause). It is safe in \(place) and is written by the next sitrep that finds the record well; nothing has to be typed again."
    }
  }

  /// The exit code of a command that fails with it, near to sysexits.h.
  package var exitCode: Int32 {
    switch self {
    case .altered: 3
    case .foreign, .corrupt, .tooLong, .refusedTransfer: 65
    case .notFound: 66
    case .notWritable, .exists: 73
    case .diskFull, .other: 74
    case .locked, .inUse, .kept: 75
    case .newerSchema: 76
    case .unsafe: 77
    }
  }

  /// Why nothing can be written and what helps, short enough for one line of a screen.
  package var cause: String {
    switch self {
    case .notWritable(let path): "\(path) cannot be written; look at its rights and its disk"
    case .diskFull: "the record's disk is full; free some space there"
    case .locked(_, let holder?): "process \(holder) holds the record; end it if it hangs"
    case .locked(_, nil): "another process holds the record; wait for it"
    case .corrupt(let path, _): "\(path) is damaged; keep a copy, then restore it"
    case .other(_, let detail): detail
    case .kept(_, let why): why.cause
    case .unsafe, .foreign, .newerSchema, .notFound, .exists, .inUse, .altered, .tooLong, .refusedTransfer:
      words
    }
  }

  /// Whether the record will refuse the same the next time too.
  package var isFinal: Bool { if case .tooLong = self { true } else { false } }

  /// Whether what was not recorded is safe on disk in another place.
  package var isKept: Bool { if case .kept = self { true } else { false } }

  package var isDiskFull: Bool {
    switch self {
    case .diskFull: true
    case .kept(_, let why): why.isDiskFull
    case .notWritable, .locked, .unsafe, .foreign, .newerSchema, .corrupt, .notFound, .exists, .inUse,
      .altered,
      .tooLong, .refusedTransfer, .other:
      false
    }
  }
}
