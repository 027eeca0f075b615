import Cells
import ConsoleCore

extension Frame {
  /// The first keys in the words of the key table.
  mutating func firstHints(_ keys: KeyTable, in body: Rect) {
    let width = min(body.width - 4, 74)
    let hints = State.firstCommands.compactMap { command in
      keys.rows(on: .services).first { $0.command == command }
    }
    var lines = hints.flatMap { row in
      row.explanation.wrapped(to: max(8, width - 13)).enumerated().map { index, text in
        StyledText(
          (index == 0 ? row.keys.first?.name ?? "" : "").padded(to: 8), Style(.accent, .bold)
        ).adding(text)
      }
    }
    lines.insert(StyledText("Five keys are enough to begin:", Style(.text, .bold)), at: 0)
    lines.insert(StyledText(), at: 1)
    lines += [StyledText(), StyledText("Any key closes this. It will not come again.", .dim)]
    let room = box(Size(width: width, height: min(body.height, lines.count + 2)), in: body, title: "Welcome")
    for (index, line) in lines.shortened(to: room.height).enumerated() { put(line, in: room.row(index)) }
  }
}
