import Settings
import Cells
import Comms
import ConsoleCore
import Domain

extension Frame {
  /// The four fields left, what people will read right, the channels below.
  mutating func update(_ draft: UpdateDraft, _ state: State, in body: Rect) {
    fill(body)
    rule(Rect(x: body.x, y: body.maxY, width: body.width, height: 1))
    let number = (state.incident?.updates.count ?? 0) + 1
    let channelRows = body.height < 9 ? -1 : max(2, min(state.settings.channels.count + 1, body.height / 3))
    let top = body.droppingBottom(channelRows + 1)
    let isWide = body.width >= 76
    let (left, right) =
      isWide ? top.split(leading: body.width / 2) : (top, Rect(x: top.maxX, y: top.y, width: 0, height: 0))
    fields(draft, number: number, in: left.inset(left: 1, right: 1))
    if isWide {
      verticalRule(Rect(x: right.x, y: right.y, width: 1, height: right.height))
      preview(draft, number: number, state, in: right.inset(left: 2, right: 1))
    }
    guard channelRows > 0 else { return }
    rule(body.row(body.height - channelRows - 1))
    channels(draft, state, in: body.droppingTop(body.height - channelRows).inset(left: 1, right: 1))
  }

  private mutating func fields(_ draft: UpdateDraft, number: Int, in rect: Rect) {
    put("UPDATE \(number)", in: rect.row(0), .title)
    if let problem = draft.problem { put(problem, in: rect.row(0).inset(left: 10), Style(.warning, .bold)) }
    let labels: [SafeText] = [
      "What happened", "What is impacted (and what is not)", "What is being done",
      "Next update at (UTC, or +20m)",
    ]
    let room = rect.droppingTop(1)
    let all = 0..<UpdateDraft.fieldCount
    let shown = room.height >= 2 * all.count ? all : draft.active..<draft.active + 1
    let heights = heights(of: draft, shown, in: Size(width: rect.width, height: room.height))
    let hasGaps = heights.reduce(0, +) + 2 * shown.count - 1 <= room.height
    var y = 0
    for (index, height) in zip(shown, heights) {
      let isActive = index == draft.active
      let place: SafeText = shown == all ? "" : "  (\(index + 1) of \(all.count))"
      put(
        (isActive ? "> " : "  ") + labels[index] + place, in: room.row(y),
        isActive ? Style(.accent, .bold) : .dim)
      field(
        draft[field: index],
        in: Rect(x: room.x + 2, y: room.y + y + 1, width: rect.width - 2, height: height), isActive: isActive)
      y += height + (hasGaps ? 2 : 1)
    }
  }

  /// Rows of each field: what its text needs, the one that is written in first.
  private func heights(of draft: UpdateDraft, _ shown: Range<Int>, in size: Size) -> [Int] {
    var heights = Array(repeating: 1, count: shown.count)
    var room = size.height - 2 * shown.count
    let order = shown.sorted { ($0 == draft.active ? 0 : 1, $0) < ($1 == draft.active ? 0 : 1, $1) }
    for index in order {
      let wanted = Frame.rowCount(of: draft[field: index], width: size.width - 2) - 1
      let given = max(0, min(wanted, room))
      heights[index - shown.lowerBound] += given
      room -= given
    }
    return heights
  }

  private mutating func preview(_ draft: UpdateDraft, number: Int, _ state: State, in rect: Rect) {
    put("AS IT WILL READ", in: rect.row(0), .dim)
    switch state.fields(of: draft) {
    case .failure(let problem): put(problem.words, in: rect.row(1), Style(.warning))
    case .success(let fields):
      let text = state.rendering(fields, number: number, for: nil)
      let lines = SafeText.lines(untrusted: Array(text.utf8)).flatMap { $0.wrapped(to: max(8, rect.width)) }
      let room = rect.height - 2
      for (index, line) in lines.prefix(room).enumerated() {
        let isCut = index == room - 1 && room < lines.count
        put(isCut ? (line + "…").cut(to: rect.width) : line, in: rect.row(index + 1))
      }
      if let sms = state.message(fields, number: number).map({ ShortMessage($0).length }) {
        put("as SMS: \(sms.used) of \(sms.limit) characters", in: rect.row(rect.height - 1), .dim)
      }
    }
  }

  private mutating func channels(_ draft: UpdateDraft, _ state: State, in rect: Rect) {
    guard !state.settings.channels.isEmpty else {
      put(
        "No channel is configured. Ctrl-Y copies the update to your clipboard.", in: rect.row(0),
        Style(.warning))
      return
    }
    put("GOES TO", in: rect.row(0), .dim)
    for (index, channel) in state.settings.channels.prefix(rect.height - 1).enumerated() {
      let isOut = draft.leftOut.contains(channel.id)
      var line = StyledText(isOut ? "[ ] " : "[x] ", isOut ? .dim : .text)
      line.add(
        ("\(index + 1) \(channel.id)" as SafeText).cut(middleTo: 17).padded(to: 18),
        isOut ? .dim : Style(.text, .bold))
      line.add(("\(channel.kindWord)" as SafeText).padded(to: 10), .dim)
      let red = channel.needs.compactMap { state.board.status(of: $0) }.filter { $0.state == .down }
      if let first = red.first {
        line.add("needs \(first.service), which is DOWN", Style(.warning))
      } else {
        line.add(lastResult(of: channel, state))
      }
      put(line, in: rect.row(index + 1))
    }
  }

  private func lastResult(of channel: Channel, _ state: State) -> SafeText {
    switch state.incident?.lastUpdate?.deliveries[channel.id.rawValue] {
    case nil: "nothing sent yet"
    case .queued: "last one queued"
    case .sent(let moment): "last one sent \(moment.timeText) UTC"
    case .failed(let reason): "last one FAILED: \(reason)"
    }
  }
}

extension Channel {
  fileprivate var kindWord: String {
    switch transport {
    case .webhook(_, let format): format.rawValue
    case .file: "file"
    }
  }
}
