import CSQLite
import Clients
import GRDB

extension StoreFailure {
  /// What SQLite's code means for the one who asked; the text of statements and values stays out of it.
  init(_ error: any Error, path: String) {
    switch error {
    case let failure as StoreFailure: self = failure
    case let error as DatabaseError: self.init(code: error, path: path)
    default: self = .other(path: path, detail: "\(error)")
    }
  }

  private init(code error: DatabaseError, path: String) {
    let detail = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path, holder: nil)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .notWritable(path: path)
    // A full disk shows as an I/O error where the log's index cannot grow.
    case .SQLITE_IOERR, .SQLITE_CANTOPEN:
      self = hasNoRoom(path) ? .diskFull(path: path) : .other(path: path, detail: detail)
    case .SQLITE_NOTADB: self = .corrupt(path: path, detail: "it is not a database")
    case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: detail)
    case .SQLITE_TOOBIG: self = .tooLong(path: path)
    case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_CHECK:
      self = .tooLong(path: path)
    default: self = .other(path: path, detail: detail)
    }
  }
}

/// True with less than `bytes` left for us on the disk of a path.
func hasNoRoom(_ path: String, for bytes: UInt64 = 256 << 10) -> Bool {
  var (type, left) = (UInt32(0), UInt64(0))
  return csqlite_file_system(parent(of: path), &type, &left) == 0 && left < bytes
}

/// Runs what throws anything and throws what it means.
func meaning<Value>(of path: String, _ body: () throws -> Value) throws(StoreFailure) -> Value {
  do {
    return try body()
  } catch {
    throw StoreFailure(error, path: path)
  }
}
