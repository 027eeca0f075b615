import Clients
import Glibc

/// Puts a new file in the place of the old one: whoever reads sees all of one or all of the other, also after a power cut.
///
/// The mode of a file that is there is kept; a new one gets 0666 less the umask.
func writeWhole(_ path: String, _ text: String) throws(FileFailure) {
  let name = path.last == "/" ? nil : path.split(separator: "/").last
  guard let name else { throw .notWritable(path: path, why: "it is a folder") }
  let folder = path.contains("/") ? String(path.dropLast(name.utf8.count)) : "./"
  var old = stat()
  let isThere = stat(path, &old) == 0
  if isThere, old.st_mode & S_IFMT == S_IFDIR { throw .notWritable(path: path, why: "it is a folder") }
  let (file, draft) = try newFile(beside: folder, name: String(name), mode: 0o666)
  do throws(FileFailure) {
    if isThere { fchmod(file, old.st_mode & 0o7777) }
    try fill(file, with: text, path: path)
  } catch {
    close(file)
    unlink(draft)
    throw error
  }
  close(file)
  guard rename(draft, path) == 0 else {
    let why = reason(errno)
    unlink(draft)
    throw .notWritable(path: path, why: why)
  }
  syncFolder(folder)
}

/// A new, empty file with a name of its own in `folder`.
private func newFile(beside folder: String, name: String, mode: mode_t) throws(FileFailure) -> (Int32, String)
{
  for attempt in 0..<100 {
    let draft = "\(folder).\(name).\(getpid()).\(attempt).new"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    if file >= 0 { return (file, draft) }
    guard errno == EEXIST else {
      throw .notWritable(path: folder + name, why: reason(errno))
    }
  }
  throw .notWritable(path: folder + name, why: "too many unfinished copies lie beside it")
}

/// Writes all of the text and waits for the disk.
func fill(_ file: Int32, with text: String, path: String) throws(FileFailure) {
  let bytes = Array(text.utf8)
  var place = 0
  while place < bytes.count {
    let count = bytes[place...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw .notWritable(path: path, why: reason(errno)) }
    place += count
  }
  guard fsync(file) == 0 else { throw .notWritable(path: path, why: reason(errno)) }
}

/// The new name is on disk only with its folder.
private func syncFolder(_ folder: String) {
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
