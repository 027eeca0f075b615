import Cells
import ConsoleCore
import Domain

extension Frame {
  /// The five lines, each with what it does not know, and the follow-ups.
  mutating func postmortem(_ state: State, in body: Rect) {
    guard let incident = state.incident else {
      put("No incident is open. 5 shows past ones.", in: body.row(1).inset(left: 1))
      return
    }
    let rect = body.inset(left: 1, right: 1)
    let five = draftFiveLines(incident, now: state.now)
    put(summary(five, incident), in: rect.row(0))
    let list = rect.droppingTop(1)
    var rows: [(line: StyledText, owner: Int)] = []
    for (index, line) in PostmortemLine.Line.allCases.enumerated() {
      let isSelected = state.postmortem.selection == index
      var head = StyledText(isSelected ? "> " : "  ", Style(.accent, .bold))
      head.add("\(line.rawValue.uppercased())", isSelected ? Style(.accent, .bold) : .title)
      head.add(incident.postmortem[line] == nil ? "  draft" : "  written", .dim)
      rows.append((head, index))
      for paragraph in five[line].text.split(separator: "\n") {
        rows += SafeText(untrusted: paragraph).wrapped(to: rect.width - 4).map {
          (StyledText("    ").adding($0), index)
        }
      }
      for missing in five[line].missing {
        rows.append((StyledText("    not recorded: \(missing)", Style(.warning)), index))
      }
    }
    rows += followupRows(incident, state)
    let first = rows.firstIndex { $0.owner == state.postmortem.selection } ?? 0
    let height = rows.lazy.filter { $0.owner == state.postmortem.selection }.count
    let start = max(0, min(first - max(0, (list.height - height) / 2), rows.count - list.height))
    let shown = start..<min(rows.count, start + list.height)
    for (index, row) in rows[shown].enumerated() { put(row.line, in: list.row(index)) }
    position(shown, of: rows.count, below: list)
  }

  /// How far the five lines are, so that nobody has to scroll to know what is missing.
  private func summary(_ five: FiveLines, _ incident: Incident) -> StyledText {
    let lines = PostmortemLine.Line.allCases
    let written = lines.count { incident.postmortem[$0] != nil }
    let missing = five.missing.count
    let line = StyledText("\(written) of \(lines.count) lines written by a person", .dim)
    return missing == 0
      ? line.adding("; nothing is missing", .dim)
      : line.adding(
        missing == 1 ? "; 1 fact not recorded" : "; \(missing) facts not recorded", Style(.warning))
  }

  private func followupRows(_ incident: Incident, _ state: State) -> [(line: StyledText, owner: Int)] {
    incident.followups.enumerated().map { index, followup in
      let owner = PostmortemLine.Line.allCases.count + index
      let isSelected = state.postmortem.selection == owner
      var line = StyledText(isSelected ? "> " : "  ", Style(.accent, .bold))
      line.add(followup.isClosed ? "  [x] " : "  [ ] ", isSelected ? Style(.text, .bold) : .text)
      line.add("\(followup.text)", isSelected ? Style(.text, .bold) : .text)
      let who = followup.owner ?? "no owner"
      let due = followup.due.map { "due \($0)" } ?? "no date"
      line.add(
        "  (\([who, due, followup.purpose?.rawValue].compactMap { $0 }.joined(separator: ", ")))", .dim)
      return (line, owner)
    }
  }
}
