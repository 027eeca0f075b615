package import Clients
import Domain
import Glibc

extension Syncing {
  /// Takes what a file holds and writes the whole of both into it; a file that is not there is made.
  ///
  /// What is refused stays as it is; the file is replaced at once or not at all.
  package func merge(file: String) throws(StoreFailure) -> SyncReport {
    try naming(file) {
      let taken = try takeFile(file)
      let part = "\(file).part\(getpid())"
      defer { unlink(part) }
      let output = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard output >= 0 else { throw StoreFailure.notWritable(path: file) }
      defer { Glibc.close(output) }
      let sent = try writing(file) {
        let writer = FrameWriter(.descriptors(input: -1, output: output), .file)
        try writer.send(.heads(try known.heads()))
        return try sendMissing(to: [], writer)
      }
      guard fsync(output) == 0 else { throw StoreFailure.diskFull(path: file) }
      try putInPlace(part, as: file)
      return try report(taken, sent: sent)
    }
  }

  private func takeFile(_ file: String) throws -> Taken {
    let input = open(file, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else {
      if errno == ENOENT { return Taken() }
      throw StoreFailure.other(path: file, detail: "it can't be read; see who may")
    }
    defer { Glibc.close(input) }
    var status = stat()
    guard fstat(input, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw SyncFlaw.notATransfer }
    if status.st_size == 0 { return Taken() }
    let pipe = SyncPipe.descriptors(input: input, output: -1)
    let reader = FrameReader(pipe)
    try reader.opening(.file)
    try requireSameBranch(try heads(from: reader))
    let begin = reader.consumed
    var check = try TransferCheck(known)
    try check.read(reader) { _ in }
    guard try reader.isAtEnd() else { throw SyncFlaw.outOfPlace }
    guard lseek(input, begin, SEEK_SET) >= 0 else { throw SyncFlaw.cutOff }
    return try store.take(FrameReader(pipe), known)
  }

  /// A write that fails here is the disk's doing, not another side's.
  private func writing<Value>(_ file: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch SyncFlaw.cutOff {
      throw StoreFailure.diskFull(path: file)
    }
  }
}

/// Frames in a file beside the record that has lost its name already, so that nothing of it outlives the process.
struct LaidDown {
  private let file: Int32
  let writer: FrameWriter

  init(beside path: String) throws(StoreFailure) {
    let name = "\(path).incoming-\(getpid())-\(UInt32.random(in: 0...(.max)))"
    file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      throw errno == ENOSPC || errno == EDQUOT ? .diskFull(path: name) : .notWritable(path: name)
    }
    unlink(name)
    let plain = SyncPipe.descriptors(input: -1, output: file)
    writer = FrameWriter(
      SyncPipe(
        read: plain.read,
        write: { bytes in
          do {
            try plain.write(bytes)
          } catch SyncFlaw.cutOff {
            throw StoreFailure.diskFull(path: path)
          }
        }), .file)
  }

  /// What was written, from its beginning.
  func reader() throws -> FrameReader {
    try writer.flush()
    guard lseek(file, 0, SEEK_SET) == 0 else { throw SyncFlaw.cutOff }
    let reader = FrameReader(.descriptors(input: file, output: -1))
    try reader.opening(.file)
    return reader
  }

  func close() { Glibc.close(file) }
}
