import Clients
import Glibc

/// Appends a message as one block and waits until it is on the disk.
func append(_ message: OutgoingMessage, to path: String) -> MessageResult {
  // Not blocking: a FIFO in its place must not hang us.
  let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
  let file = open(path, flags, 0o600)
  guard file >= 0 else { return failure(path, errno) }
  defer { close(file) }
  var facts = stat()
  guard fstat(file, &facts) == 0 else { return failure(path, errno) }
  guard facts.st_mode & S_IFMT == S_IFREG else {
    return .refused(reason: "\(path) is not a regular file: name another in the channel")
  }
  // In one write, so that blocks of several consoles do not mix.
  var rest = Array("== \(message.title) [\(message.idempotencyKey)]\n\(message.text)\n\n".utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return failure(path, errno) }
    rest = rest.dropFirst(count)
  }
  return fsync(file) == 0 ? .sent : failure(path, errno)
}

private func failure(_ path: String, _ number: Int32) -> MessageResult {
  let reason = "\(path) cannot be written: \(String(cString: strerror(number)))"
  switch number {
  case ENOSPC, EDQUOT, EIO, EINTR, EMFILE, ENFILE, ENOMEM: return .temporary(reason: reason)
  default: return .refused(reason: reason)
  }
}
