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
    let start = max(0, min(first - max(0, (rect.height - height) / 2), rows.count - rect.height))
    for (index, row) in rows.dropFirst(start).prefix(rect.height).enumerated() {
      put(row.line, in: rect.row(index))
    }
  }

  private func followupRows(_ incident: Incident, _ state: State) -> [(line: StyledText, owner: Int)] {
    incident.followups.enumerated().map { index, followup in
      let owner = PostmortemLine.Line.allCases.count + index
      let isSelected = state.postmortem.selection == owner
      var line = StyledText(isSelected ? "> " : "  ", Style(.accent, .bold))
      line.add(followup.isClosed ? "  [x] " : "  [ ] ", isSelected ? Style(.text, .bold) : .text)
      line.add("\(followup.text)", isSelected ? Style(.text, .bold) : .text)
      line.add(
        "  \(followup.owner ?? "no owner")  \(followup.due.map { "due \($0)" } ?? "no date")  \(followup.purpose?.rawValue ?? "")",
        .dim)
      return (line, owner)
    }
  }
}
