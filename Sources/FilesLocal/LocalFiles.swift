package import Clients
import Domain
import FoundationEssentials
import Glibc

/// The files of this host.
package func localFiles() -> FileClient {
  FileClient(
    read: { path throws(FileFailure) in try readText(path) },
    write: { path, text throws(FileFailure) in try writeWhole(path, text) },
    list: { folder in (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? [] },
    changedAt: { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      return Timestamp(
        milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
    })
}

/// The most that is read of one file: 4 MiB.
let largestFile = 4 << 20

/// The whole file as text; a folder, a file that is too large and bytes that are not UTF-8 are refused.
func readText(_ path: String) throws(FileFailure) -> String {
  // Not to wait for a writer where the path is a pipe.
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else {
    throw errno == ENOENT || errno == ENOTDIR
      ? .notFound(path: path) : .notReadable(path: path, why: reason(errno))
  }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw .notReadable(path: path, why: "it is not a file")
  }
  guard status.st_size <= largestFile else { throw .tooLarge(path: path, limit: largestFile) }
  let bytes = try readBytes(file, path, expecting: Int(status.st_size))
  guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(path: path) }
  return text
}

private func readBytes(_ file: Int32, _ path: String, expecting size: Int) throws(FileFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: min(max(size + 1, 4096), largestFile + 1))
  while true {
    let count = read(file, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw .notReadable(path: path, why: reason(errno)) }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
    guard bytes.count <= largestFile else { throw .tooLarge(path: path, limit: largestFile) }
  }
}

/// What the system says to an error number, as in `Permission denied`.
func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
