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
      "\(path) is damaged (\(detail)). It was left as it is: keep a copy, then restore it or name another with --db."
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
    case .other(let path, let detail):
      "\(path) cannot be used: \(detail)."
    }
  }

  /// The exit code of a command that fails with it, near to sysexits.h.
  package var exitCode: Int32 {
    switch self {
    case .altered: 3
    case .foreign, .corrupt: 65
    case .notFound: 66
    case .notWritable, .exists: 73
    case .diskFull, .other: 74
    case .locked, .inUse: 75
    case .newerSchema: 76
    case .unsafe: 77
    }
  }
}
