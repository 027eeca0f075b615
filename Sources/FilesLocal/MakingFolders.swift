package import Clients
import Glibc

/// Makes the folders that lead to `path` where they are missing, open to their owner alone.
package func makeFolders(above path: String) throws(FileFailure) {
  let parts = path.split(separator: "/").dropLast()
  var folder = path.hasPrefix("/") ? "" : "."
  for part in parts {
    folder += "/\(part)"
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { continue }
    let number = errno
    // A parent that can't be written to may still hold what is asked for.
    var status = stat()
    if stat(folder, &status) == 0 { continue }
    throw .notWritable(path: folder, why: reason(number))
  }
}
