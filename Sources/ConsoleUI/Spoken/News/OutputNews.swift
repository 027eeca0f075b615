import Cells
import ConsoleCore
import Domain

/// What commands have printed since, line by line, and no more of it than can be listened to.
func outputNews(from before: State, to after: State) -> [SafeText] {
  after.commands.sorted { $0.value.startedAt < $1.value.startedAt }.flatMap { id, command -> [SafeText] in
    guard !command.isRepeated, let then = before.commands[id] else { return [] }
    let told = Printed(then)
    let now = Printed(command)
    guard now.end > told.end || then.isRunning != command.isRunning else { return [] }
    let fresh = command.printed.prefix(now.length).suffix(max(0, now.end - told.end))
    guard !fresh.isEmpty else { return [] }
    guard told.lines < Spoken.outputLines else {
      return command.isRunning ? [] : ["it printed more; output reads the end"]
    }
    let lines = SafeText.lines(untrusted: Array(fresh)).map { ("out: " as SafeText) + $0.cut(to: 400) }
    let room = Spoken.outputLines - told.lines
    return lines.count <= room
      ? lines : lines.prefix(room) + ["it printed more; output reads the end"]
  }
}

/// How much of an output can be told: whole lines while it runs, all of it at its end.
private struct Printed {
  /// Bytes from the beginning of the output.
  let end: Int
  /// Bytes of those that are kept.
  let length: Int
  /// Whole lines that are kept; one that was forgotten makes them very many.
  let lines: Int

  init(_ command: LiveCommand) {
    let kept = command.printed
    let newline = UInt8(ascii: "\n")
    length = command.isRunning ? (kept.lastIndex(of: newline).map { $0 + 1 } ?? 0) : kept.count
    end = command.printedCount - kept.count + length
    lines = command.printedCount > kept.count ? .max : kept.prefix(length).count { $0 == newline }
  }
}

enum Spoken {
  /// Lines of one command's output that are told by themselves.
  static let outputLines = 20
}
