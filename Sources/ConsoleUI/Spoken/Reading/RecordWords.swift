import Cells
import ConsoleCore
import Domain

extension State {
  /// The last lines of the timeline, the newest last, each with its number; `pin 12` and the like take it.
  func timelineWords(last count: Int = 10) -> [SafeText] {
    guard let incident else { return ["no incident is open; history tells past ones"] }
    let shown = shownTimeline
    let filter: SafeText = timeline.filter.isEmpty ? "" : " with \(timeline.filter)"
    guard !shown.isEmpty else { return ["no line\(filter)"] }
    let lines = shown.enumerated().suffix(count).map { index, entry in
      "\(index + 1) \(entryLine(entry))" as SafeText
    }
    let all: SafeText =
      lines.count < shown.count
      ? "the last \(lines.count) of \(shown.count) lines" : counted(shown.count, "line")
    return ["\(incident.name), \(all)\(filter)"] + lines
  }

  private func entryLine(_ entry: TimelineEntry) -> SafeText {
    let pinned: SafeText = entry.isPinned ? "pinned, " : ""
    let taken: SafeText = entry.isRetracted ? "taken back, " : ""
    let who: SafeText =
      entry.event.source == .person
      ? "\(entry.event.actor.onBehalfOf ?? entry.event.actor.login)" : "\(entry.event.source.rawValue)"
    let text: SafeText = "\(entry.text)"
    return "\(entry.happenedAt.timeText) \(who): \(pinned)\(taken)" + text.cut(to: 400)
  }

  /// One line of the timeline with all that is known of it.
  func entryWords(_ entry: TimelineEntry) -> [SafeText] {
    let number = shownTimeline.firstIndex { $0.id == entry.id }.map { "\($0 + 1) " as SafeText } ?? ""
    var lines: [SafeText] = ["\(number)\(entryLine(entry))"]
    if entry.isBackdated {
      lines.append("happened \(entry.happenedAt.timeText), entered \(entry.event.recordedAt.timeText) UTC")
    }
    if entry.correctedText != nil { lines.append("first said: \(entry.event.body.sentence)") }
    if case .comms(let body) = entry.event.body, let text = body.text {
      lines += SafeText.lines(untrusted: text)
    }
    return lines
  }

  var postmortemWords: [SafeText] {
    guard let incident else { return ["no incident is open; history tells past ones"] }
    let lines = PostmortemLine.Line.allCases
    let written = lines.count { incident.postmortem[$0] != nil }
    return ["\(incident.name), the five lines, \(written) of \(lines.count) written by a person"]
      + (0..<postmortemRowCount).flatMap { postmortemLines(only: $0) }
      + ["type: edit and a number, follow-up, export"]
  }

  /// One of the five lines, or a follow-up, by its place.
  func postmortemLines(only index: Int) -> [SafeText] {
    guard let incident else { return [] }
    let lines = PostmortemLine.Line.allCases
    guard lines.indices.contains(index) else {
      let place = index - lines.count
      guard incident.followups.indices.contains(place) else { return [] }
      return [followupLine(incident.followups[place], number: index + 1)]
    }
    let five = draftFiveLines(incident, now: now)[lines[index]]
    let mark: SafeText = five.isWritten ? "" : ", a draft"
    let text = SafeText.lines(untrusted: five.text)
    return ["\(index + 1) \(lines[index].title)\(mark):"] + text
      + (five.missing.isEmpty ? [] : ["not recorded: \(five.missing.joined(separator: ", "))"])
  }

  private func followupLine(_ followup: Followup, number: Int) -> SafeText {
    let done: SafeText = followup.isClosed ? "closed, " : ""
    return
      "\(number) follow-up: \(done)\(followup.text), \(followup.owner ?? "no owner"), \(followup.due.map { "due \($0)" } ?? "no date")"
  }
}
