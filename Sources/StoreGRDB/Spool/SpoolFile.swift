import CSQLite
import Clients
import Glibc

/// The spool, open and locked: it is let go when this ends.
///
/// A class, for its end. Nobody keeps it longer than it takes to read or write the file.
final class SpoolFile {
  let path: String
  private let descriptor: Int32

  /// Opens the file, making it and its folder for their owner alone; fails where it is not ours or long in use.
  init(_ path: String) throws(StoreFailure) {
    self.path = path
    try makeFolder(parent(of: path))
    for _ in 0..<Self.patience {
      let opened = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard opened >= 0 else { throw .onSpool(path, errno) }
      if flock(opened, LOCK_EX | LOCK_NB) == 0, Self.isOurs(opened, path) {
        descriptor = opened
        return
      }
      close(opened)
      usleep(20_000)
    }
    throw .locked(path: path, holder: nil)
  }

  deinit { close(descriptor) }

  /// A second, in steps of 20 ms: whoever holds it writes a line and lets go.
  private static let patience = 50

  /// The file that the path leads to, ours, with no second name, and for nobody else to write.
  private static func isOurs(_ descriptor: Int32, _ path: String) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0 && open.st_ino == named.st_ino
      && open.st_dev == named.st_dev && open.st_mode & S_IFMT == S_IFREG && open.st_uid == geteuid()
      && open.st_nlink == 1 && open.st_mode & 0o022 == 0
  }

  private var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  func bytes() throws(StoreFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    var place = 0
    while place < bytes.count {
      let count = bytes[place...].withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(place))
      }
      guard count > 0 else { throw .onSpool(path, count < 0 ? errno : EIO) }
      place += count
    }
    return bytes
  }

  /// Writes lines at the end and syncs them; after a failure nothing of them is left.
  func append(_ lines: [UInt8]) throws(StoreFailure) {
    let before = size
    let count = write(descriptor, lines, lines.count)
    let why = errno
    if count == lines.count, fdatasync(descriptor) == 0 { return }
    let failure = StoreFailure.onSpool(path, count == lines.count ? errno : count < 0 ? why : ENOSPC)
    ftruncate(descriptor, off_t(before))
    throw failure
  }

  /// Leaves an empty file with room set aside, so that a full disk still takes what is to be kept.
  func empty() {
    ftruncate(descriptor, 0)
    fdatasync(descriptor)
    setAside()
  }

  /// The room of a few hundred events; where the file system has no such thing, nothing is lost by it.
  func setAside() {
    _ = csqlite_set_aside(descriptor, Int64(256 << 10))
    // The name of a new file is on disk with its folder.
    let folder = open(parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  var hasRoomSetAside: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_blocks * 512 > status.st_size
  }

  /// Puts the whole file aside under another name, since it holds lines that cannot be read.
  func putAside() {
    rename(path, "\(path).unreadable-\(size)")
  }
}

extension StoreFailure {
  /// What an error of the system means for the spool.
  fileprivate static func onSpool(_ path: String, _ code: Int32) -> StoreFailure {
    switch code {
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case EACCES, EPERM, EROFS, ELOOP, ENOTDIR, ENOENT: .notWritable(path: path)
    default: .other(path: path, detail: String(cString: strerror(code)))
    }
  }
}
