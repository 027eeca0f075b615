import Clients
import ConsoleCore
import Glibc

/// A line on standard error about how far a long task is, where somebody watches; it is gone when the task is done.
struct Progress {
  private var line: ProgressLine
  private let isWatched = isatty(STDERR_FILENO) == 1

  init(_ what: String) { line = ProgressLine(what, at: Wiring.surroundings.monotonic()) }

  mutating func tell(done: Int64, of all: Int64) {
    guard isWatched, let text = line.text(done: done, of: all, at: Wiring.surroundings.monotonic()) else {
      return
    }
    complain("\r\(text)\u{1B}[K", ending: "")
  }

  func end() {
    if line.isShown { complain("\r\u{1B}[K", ending: "") }
  }
}
