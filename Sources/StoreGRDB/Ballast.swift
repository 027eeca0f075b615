import CSQLite
import Clients
import Glibc

/// Room on the record's disk that is set aside beside it, to be given up when the disk is full.
struct Ballast: Sendable {
  let database: String

  var path: String { database + ".ballast" }

  var isThere: Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
  }

  /// Makes the file where there is room for much more than that; costs nothing where it is there.
  func make() {
    guard !isThere, left >= Self.size * 4 else { return }
    let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard made >= 0 else { return }
    fchmod(made, SharedPlace(database).fileMode)
    // Half of it would be a promise that is not kept.
    if posix_fallocate(made, 0, off_t(Self.size)) != 0 { unlink(path) }
    close(made)
  }

  /// Gives the room back to the disk.
  func release() throws(StoreFailure) {
    guard isThere else { throw .notFound("The room that is kept for a full disk, \(path),") }
    guard unlink(path) == 0 else { throw .notWritable(path: path) }
  }

  private var left: Int {
    var (type, left) = (UInt32(0), UInt64(0))
    return csqlite_file_system(parent(of: path), &type, &left) == 0 ? Int(clamping: left) : 0
  }

  static let size = 4 << 20
}
