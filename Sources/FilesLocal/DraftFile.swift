package import Clients
import Glibc

/// A file for an editor, which only its owner can read; the one who asked removes it with `removeDraft`.
///
/// The ending tells the editor what the text is, as in `md`.
package func draftFile(_ text: String, in folder: String, ending: String) throws(FileFailure) -> String {
  var template = Array("\(folder)/sitrep-XXXXXX.\(ending)".utf8CString)
  let file = mkstemps(&template, Int32(ending.utf8.count + 1))
  guard file >= 0 else { throw .notWritable(path: folder, why: reason(errno)) }
  defer { close(file) }
  let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  _ = fcntl(file, F_SETFD, FD_CLOEXEC)
  fchmod(file, 0o600)
  do throws(FileFailure) {
    try fill(file, with: text, path: path)
  } catch {
    unlink(path)
    throw error
  }
  return path
}

package func removeDraft(_ path: String) {
  unlink(path)
}
