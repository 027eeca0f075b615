extension FileFailure {
  /// What is wrong, where, and what to do, for people.
  package var words: String {
    switch self {
    case .notFound(let path): "\(path) is not there. Check the name."
    case .notReadable(let path, let why): "\(path) cannot be read: \(why). Check that you may read it."
    case .notWritable(let path, let why):
      "\(path) was not written: \(why). Name another place, or mend this one."
    case .notUTF8(let path): "\(path) is not UTF-8 text. Save it as UTF-8."
    case .tooLarge(let path, let limit):
      "\(path) is larger than \(limit >> 20) MiB, so it was not read. Name a smaller file."
    }
  }
}
