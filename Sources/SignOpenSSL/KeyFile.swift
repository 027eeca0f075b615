import Domain
import Glibc

/// Why a key cannot be used, or not be made: a fact, its words beside it.
package enum KeyFailure: Error, Sendable, Equatable {
  case isThere(path: String)
  case notThere(path: String)
  case notWritable(path: String)
  case unsafe(path: String)
  case broken(path: String)
  case noLibrary

  package var words: String {
    switch self {
    case .isThere(let path): "there is a key already in \(path); it is never overwritten"
    case .notThere(let path): "there is no key in \(path) yet; sitrep key makes one"
    case .notWritable(let path): "\(path) cannot be written; check its folder"
    case .unsafe(let path): "others may read the key. Put it right with: chmod 600 \(path)"
    case .broken(let path): "\(path) holds no key; if it is not needed, move it away and run sitrep key"
    case .noLibrary: "libcrypto.so.3 (OpenSSL 3) is not on this host; install libssl3 to sign and to check"
    }
  }
}

/// Makes a key in a new file that only its owner may read.
package func makeKey(at path: String, seed: [UInt8]) throws(KeyFailure) -> SigningKey {
  guard let key = SigningKey(seed: seed) else { throw .noLibrary }
  let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard file >= 0 else { throw errno == EEXIST ? .isThere(path: path) : .notWritable(path: path) }
  defer { close(file) }
  let line = Array(SecretLine.text(seed).utf8)
  guard write(file, line, line.count) == line.count, fsync(file) == 0 else {
    unlink(path)
    throw .notWritable(path: path)
  }
  return key
}

/// Reads a key; a file that others may read is refused, for then it proves nothing.
package func readKey(at path: String) throws(KeyFailure) -> SigningKey {
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
  guard file >= 0 else { throw errno == ENOENT ? .notThere(path: path) : .broken(path: path) }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .broken(path: path) }
  guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else { throw .unsafe(path: path) }
  var bytes = [UInt8](repeating: 0, count: 256)
  let count = read(file, &bytes, bytes.count)
  guard count > 0, let seed = SecretLine.seed(String(decoding: bytes[..<count], as: UTF8.self)) else {
    throw .broken(path: path)
  }
  guard let key = SigningKey(seed: seed) else { throw .noLibrary }
  return key
}
