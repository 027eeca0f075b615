import Glibc

/// What /proc says of processes.
enum ProcessTable {
  /// Those that bear the marker in their environment or belong to the session, and have not ended.
  static func living(marked marker: String, session: Int32) -> [Int32] {
    of(names(in: "/proc").compactMap { Int32($0) }, marked: marker, session: session)
  }

  /// The same among our own children alone, where whatever outlives its parents arrives: much cheaper.
  static func adopted(marked marker: String, session: Int32) -> [Int32] {
    of(children(), marked: marker, session: session)
  }

  private static func of(_ pids: [Int32], marked marker: String, session: Int32) -> [Int32] {
    let wanted = Array(marker.utf8)
    let own = getpid()
    return pids.filter { pid in
      guard pid != own, let state = state(of: pid), state.isAlive else { return false }
      return state.session == session || contains(read("/proc/\(pid)/environ", limit: 1 << 18), wanted)
    }
  }

  /// The children of this process, those it has adopted among them, ended or not.
  static func children() -> [Int32] {
    names(in: "/proc/self/task").flatMap { task in
      String(decoding: read("/proc/self/task/\(task)/children", limit: 1 << 16), as: UTF8.self)
        .split(separator: " ").compactMap { Int32($0) }
    }
  }

  struct State {
    var isAlive: Bool
    var group: Int32
    var session: Int32
  }

  /// Nil where the process is gone.
  static func state(of pid: Int32) -> State? {
    let stat = String(decoding: read("/proc/\(pid)/stat", limit: 1024), as: UTF8.self)
    // proc(5): the name in brackets may hold anything, also brackets and spaces.
    guard let bracket = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[bracket...].dropFirst().split(separator: " ")
    guard fields.count > 3, let group = Int32(fields[2]), let session = Int32(fields[3]) else { return nil }
    return State(isAlive: fields[0] != "Z" && fields[0] != "X", group: group, session: session)
  }

  private static func contains(_ environment: [UInt8], _ variable: [UInt8]) -> Bool {
    environment.split(separator: 0).contains { $0.elementsEqual(variable) }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.utf8.first.map({ (0x30...0x39).contains($0) }) == true { names.append(name) }
    }
    return names
  }

  private static func read(_ path: String, limit: Int) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    while bytes.count < limit {
      let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
        count = max(0, Glibc.read(file, buffer.baseAddress, 4096))
      }
      guard !chunk.isEmpty else { break }
      bytes += chunk
    }
    return bytes
  }
}
