import Cells
import Clients
import Domain

/// What was said last, and when, so that it can be said again and never runs into what somebody is typing.
struct Speech {
  private let lines: LineClient
  private var last: [String] = []
  private var heardAt: Timestamp
  private var saidAt: Timestamp
  /// The next words are about something new.
  private var isFresh = true

  init(_ lines: LineClient, from now: Timestamp) {
    self.lines = lines
    heardAt = now
    saidAt = now
  }

  /// A line was typed: what comes now answers it.
  mutating func begin(at now: Timestamp) {
    heardAt = now
    isFresh = true
  }

  mutating func say(_ texts: [SafeText], at now: Timestamp) {
    guard !texts.isEmpty else { return }
    if isFresh || now - saidAt > .seconds(1) { last = [] }
    isFresh = false
    saidAt = now
    let words = texts.map(\.string)
    last += words
    // Something may be half typed: the terminal keeps it, and the words begin on a line of their own.
    let isUnasked = lines.isTerminal && now - heardAt > .seconds(2)
    lines.say((isUnasked ? [""] : []) + words)
  }

  mutating func again() {
    isFresh = false
    lines.say(last.isEmpty ? ["nothing was said yet"] : last)
  }
}
