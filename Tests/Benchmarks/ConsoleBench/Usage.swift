import Glibc

/// What a process and its threads have used so far, and what memory they hold, from /proc.
struct Usage {
  var processor: Duration
  /// How often its threads gave up the processor to wait for something.
  var waits: Int
  var residentKiB: Int
  /// Shared pages counted by the share in them; with the guard that a console keeps beside it.
  var proportionalKiB: Int

  init(of pid: pid_t) {
    var (nanoseconds, waits) = (Int64(0), 0)
    for thread in names(in: "/proc/\(pid)/task") {
      let folder = "/proc/\(pid)/task/\(thread)"
      nanoseconds += Int64(text(of: "\(folder)/schedstat").split(separator: " ").first ?? "0") ?? 0
      waits += number(after: "voluntary_ctxt_switches:", in: text(of: "\(folder)/status"))
    }
    processor = .nanoseconds(nanoseconds)
    self.waits = waits
    let family = [pid] + guards(of: pid)
    let memory = family.map { text(of: "/proc/\($0)/smaps_rollup") }
    residentKiB = number(after: "Rss:", in: memory[0])
    proportionalKiB = memory.reduce(0) { $0 + number(after: "Pss:", in: $1) }
  }
}

/// The processes of the same program that its pages are shared with.
private func guards(of pid: pid_t) -> [pid_t] {
  guard let program = target(of: "/proc/\(pid)/exe") else { return [] }
  return names(in: "/proc").compactMap { pid_t($0) }.filter {
    $0 > pid && text(of: "/proc/\($0)/comm") == "tty-guard\n" && target(of: "/proc/\($0)/exe") == program
  }
}

private func target(of link: String) -> String? {
  var path = [CChar](repeating: 0, count: 4096)
  let count = readlink(link, &path, path.count)
  return count > 0 ? String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
}

private func names(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names
}

func text(of path: String) -> String {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return "" }
  defer { close(file) }
  var (all, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
  while true {
    let count = read(file, &chunk, chunk.count)
    guard count > 0 else { return String(decoding: all, as: UTF8.self) }
    all += chunk[..<count]
  }
}

/// The number that follows a name at the beginning of a line.
private func number(after name: String, in text: String) -> Int {
  let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
  return line?.dropFirst(name.count).split(whereSeparator: { $0 == " " || $0 == "\t" }).first.flatMap {
    Int($0)
  } ?? 0
}
