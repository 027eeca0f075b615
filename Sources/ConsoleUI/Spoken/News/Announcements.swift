package import Cells
package import ConsoleCore

/// What somebody who listens must hear of the way from one state to the next, in the order in which it is told.
///
/// Nothing is told twice: a line is there because something has changed between the two.
package func announcements(from before: State, to after: State) -> [SafeText] {
  serviceNews(from: before, to: after) + recordNews(from: before, to: after)
    + outputNews(from: before, to: after) + noticeNews(from: before, to: after)
    + stepNews(from: before, to: after) + clockNews(from: before, to: after)
    + settingsNews(from: before, to: after)
}

/// The last message, where it is a new one and no event says the same.
private func noticeNews(from before: State, to after: State) -> [SafeText] {
  guard let notice = after.notice, notice != before.notice, !notice.isOfRecord else { return [] }
  // What is tried again and again says so once.
  let isRepeated = after.recording.problem != nil || after.commands.values.contains(where: \.isRepeated)
  if isRepeated, notice.text == before.notice?.text { return [] }
  return [notice.text]
}

private func settingsNews(from before: State, to after: State) -> [SafeText] {
  var lines: [SafeText] = []
  if let problem = after.settingsProblem, problem != before.settingsProblem {
    lines.append("configuration broken: \(problem); the last good one is in use")
  }
  if before.isCollecting, !after.isCollecting { lines.append("another console probes and sends now") }
  return lines
}
