import Clients
import Glibc

/// A file that is only there to be locked: `flock` on it is immune to what closing a database file does to locks.
struct LockFile {
  let path: String
  /// Whose mode and owner the file gets, so that all who share the database can lock it.
  let database: String

  /// Opens the file, making it where there is none.
  func opened() throws(StoreFailure) -> Int32 {
    let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if made >= 0 {
      takeAfterDatabase(made)
      return made
    }
    let found = errno == EEXIST ? open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1
    guard found < 0 else { return found }
    switch errno {
    case ENOSPC, EDQUOT: throw .diskFull(path: path)
    case EIO: throw .other(path: path, detail: "the disk answers with an error")
    default: throw .notWritable(path: path)
    }
  }

  /// Whether the path still leads to the open file: another file there would be another lock.
  func isStill(_ descriptor: Int32) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0 && open.st_ino == named.st_ino
      && open.st_dev == named.st_dev
  }

  private func takeAfterDatabase(_ descriptor: Int32) {
    let place = SharedPlace(database)
    fchmod(descriptor, place.fileMode)
    if geteuid() == 0, let owner = place.owner { _ = fchown(descriptor, owner.user, owner.group) }
  }
}

/// How files beside a database are to be made: private, or for the group where the folder hands its group down.
struct SharedPlace {
  var fileMode: mode_t = 0o600
  var owner: (user: uid_t, group: gid_t)?

  init(_ database: String) {
    var file = stat()
    if lstat(database, &file) == 0 {
      fileMode = file.st_mode & 0o660
      owner = (file.st_uid, file.st_gid)
      return
    }
    var folder = stat()
    if stat(parent(of: database), &folder) == 0, folder.st_mode & 0o2020 == 0o2020 { fileMode = 0o660 }
  }
}

/// The folder that holds a path.
func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
