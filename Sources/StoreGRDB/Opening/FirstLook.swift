import Clients
import Glibc
import Synchronization

/// A look at a file's first bytes before SQLite opens it, which would leave files of its own beside it.
///
/// Closing a descriptor drops the locks that this process has on the file, so it is only done while no connection of
/// this process has the file open.
enum FirstLook {
  private static let open = Mutex<[String: Int]>([:])

  /// Said before a connection opens the file.
  static func opened(_ path: String) { open.withLock { $0[path, default: 0] += 1 } }

  static func closed(_ path: String) {
    open.withLock { open in
      open[path, default: 1] -= 1
      if open[path] == 0 { open[path] = nil }
    }
  }

  /// Refuses what is no file, may not be read, is no database or another's, and what a newer program has written.
  ///
  /// An empty file is one to begin in; what only the log beside the file tells is left to SQLite.
  static func refuse(_ path: String) throws(StoreFailure) {
    try open.withLock { open throws(StoreFailure) in
      guard open[path] == nil, let header = try header(of: path), !header.isEmpty else { return }
      guard header.count == 100, header.starts(with: magic) else {
        if isLogged(path) { return }
        throw .corrupt(path: path, detail: "it is not a database")
      }
      let (version, application) = (number(header, at: 60), number(header, at: 68))
      guard application == Schema.applicationID else {
        // One that is being made just now says it in its log alone, or not yet.
        if application == 0, version == 0 { return }
        throw .foreign(path: path)
      }
      if version > Schema.version {
        throw .newerSchema(path: path, found: version, known: Schema.version)
      }
    }
  }

  /// The first hundred bytes, or what there is; nil where there is no file.
  private static func header(of path: String) throws(StoreFailure) -> [UInt8]? {
    // A pipe would be waited for until somebody writes to it.
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      guard errno != ENOENT else { return nil }
      throw .other(
        path: path, detail: errno == EACCES ? "you may not read it" : String(cString: strerror(errno)))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .other(path: path, detail: "it is \(isFolder ? "a folder" : "no file"); name a file with --db")
    }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = pread(file, &bytes, bytes.count, 0)
    guard count >= 0 else { throw .other(path: path, detail: String(cString: strerror(errno))) }
    return Array(bytes[..<count])
  }

  /// The first page may be whole in the log alone, as after a loss of power.
  private static func isLogged(_ path: String) -> Bool {
    var status = stat()
    return stat(path + "-wal", &status) == 0 && status.st_size > 0
  }

  private static func number(_ header: [UInt8], at place: Int) -> Int {
    header[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private static let magic = Array("SQLite format 3\0".utf8)
}

extension Store {
  /// Takes away what SQLite put beside a file that turned out to be damaged, where nothing lay there before.
  ///
  /// Whoever else has the file open needs it; then it stays.
  func leaveAsFound() {
    connection.drop()
    guard connection.foundNothingBeside else { return }
    use.release()
    guard (try? use.takeAlone()) != nil else { return }
    defer { use.release() }
    // Only now, with nobody to write: what somebody has committed meanwhile is in it.
    let log = options.path + "-wal"
    var status = stat()
    guard stat(log, &status) != 0 || status.st_size == 0 else { return }
    unlink(log)
    unlink(options.path + "-shm")
  }
}
