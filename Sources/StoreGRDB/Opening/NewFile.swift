import Clients
import Glibc

/// Makes the folder (0700) and an empty file (0600) for a new database, where they are not there yet.
///
/// The only place that opens the file itself, and only if it makes it: closing a descriptor of a database that is in
/// use would drop its locks.
func makeFile(at path: String) throws(StoreFailure) {
  try makeFolder(parent(of: path))
  var status = stat()
  if lstat(path, &status) == 0 { return }
  let place = SharedPlace(path)
  let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard made >= 0 else {
    switch errno {
    case EEXIST: return
    case ENOSPC, EDQUOT: throw .diskFull(path: path)
    default: throw .notWritable(path: path)
    }
  }
  fchmod(made, place.fileMode)
  close(made)
}

/// Makes a folder and those above it for their owner alone, where they are not there yet.
func makeFolder(_ path: String) throws(StoreFailure) {
  var status = stat()
  if stat(path, &status) == 0 { return }
  if path != "/", path != "." { try makeFolder(parent(of: path)) }
  if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
  throw errno == ENOSPC ? .diskFull(path: path) : .notWritable(path: path)
}
