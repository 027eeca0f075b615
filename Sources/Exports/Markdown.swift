import Comms
import Domain

/// The incident as Markdown: five lines, numbers with their base, timeline, updates, follow-ups, the chain's head.
package func markdown(_ exported: ExportedIncident) -> String {
  let incident = exported.incident
  let mark = exported.watermark.map { "\($0): " } ?? ""
  var parts = ["# \(markdownText("\(mark)\(incident.name) \(incident.title)"))"]
  if let warning = exported.warning { parts.append("> **\(markdownText(warning))**") }
  parts.append(table(["Fact", "Value"], incident.headFacts.map { [$0.name, $0.value] }))
  parts.append("## \(markdownText(mark))Postmortem in five lines")
  parts += fiveLines(exported)
  parts.append("## \(markdownText(mark))Measures")
  parts.append(
    table(
      ["Measure", "Value", "Base"],
      incident.measures(at: exported.asOf).map { measure in
        let short = measure.abbreviation.map { " (\($0))" } ?? ""
        return [measure.name + short, measure.text, measure.base]
      }))
  parts.append("## \(markdownText(mark))Timeline")
  parts.append(table(["Time (UTC)", "Entered (UTC)", "Who", "What"], exported.rows.map(\.cells), escaped: 3))
  parts.append("## \(markdownText(mark))Updates")
  parts += incident.updates.isEmpty ? ["No update was sent."] : incident.updates.map(\.markdown)
  parts.append("## \(markdownText(mark))Follow-ups")
  parts.append(followups(incident))
  parts.append("## \(markdownText(mark))Record")
  parts += exported.verification.map(markdownText)
  parts += exported.anchors.map { "```\n\($0)```" }
  return parts.joined(separator: "\n\n") + "\n"
}

private func fiveLines(_ exported: ExportedIncident) -> [String] {
  let lines = draftFiveLines(exported.incident, now: exported.asOf)
  var parts = lines.all.map { line, content in
    let texts = content.text.split(whereSeparator: \.isNewline).map { markdownText(String($0)) }
    return texts.count > 1
      ? "**\(line.title)**\n\n" + texts.map { "- \($0)" }.joined(separator: "\n")
      : "**\(line.title)** \(texts.first ?? "")"
  }
  if !lines.missing.isEmpty {
    parts.append("Not recorded: \(markdownText(lines.missing.joined(separator: ", "))).")
  }
  return parts
}

private func followups(_ incident: Incident) -> String {
  guard !incident.followups.isEmpty else { return "No follow-ups recorded." }
  return table(
    ["Follow-up", "Kind", "Owner", "Due", "State"],
    incident.followups.map { followup in
      [
        followup.text, followup.purpose?.rawValue ?? "not recorded", followup.owner ?? "not recorded",
        followup.due ?? "not recorded", followup.isClosed ? "closed" : "open",
      ]
    })
}

/// A table; the column `escaped`, if any, comes as Markdown already.
private func table(_ heads: [String], _ rows: [[String]], escaped: Int? = nil) -> String {
  let rule = "| " + heads.map { _ in "---" }.joined(separator: " | ") + " |"
  let lines = rows.map { row in
    "| "
      + row.enumerated().map { $0.offset == escaped ? $0.element : markdownText($0.element) }
      .joined(separator: " | ") + " |"
  }
  return (["| " + heads.joined(separator: " | ") + " |", rule] + lines).joined(separator: "\n")
}

extension TimelineEntry {
  fileprivate var cells: [String] {
    var what = markdownText(text)
    if let first = firstWording { what += " (first wording: \(markdownText(first)))" }
    if isRetracted { what = "~~\(what)~~ (retracted)" }
    if isPinned { what = "**\(what)**" }
    return [timeText(happenedAt), enteredText, who, what]
  }
}

extension SentUpdate {
  fileprivate var markdown: String {
    let next = fields.nextUpdateAt.map { "\(timeText($0)) UTC" } ?? "none, the last update"
    let lines =
      [
        "What happened: \(fields.happened)", "Impact: \(fields.impacted)", "Doing: \(fields.doing)",
        "Next update: \(next)",
      ] + deliveryTexts
    return "### Update \(number), \(timeText(draftedAt)) UTC\n\n"
      + lines.map { "- \(markdownText($0))" }.joined(separator: "\n")
  }
}

/// Text from outside on one line of Markdown, with nothing in it that formats, links or breaks a table.
func markdownText(_ text: String) -> String {
  let line = visible(text, oneLine: true)
  var result = ""
  var previous: Character = " "
  let characters = Array(line)
  for (index, character) in characters.enumerated() {
    switch character {
    case "\\", "`", "*", "[", "]", "|", "~", "$": result += "\\\(character)"
    case "<": result += "&lt;"
    case "&": result += "&amp;"
    case "#", ">", "+", "-", "=": result += index == 0 ? "\\\(character)" : String(character)
    case ".", ")":
      let isListNumber =
        index > 0 && index < 10 && characters[..<index].allSatisfy { $0.isASCII && $0.isNumber }
      result += isListNumber ? "\\\(character)" : String(character)
    case "_":
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isInsideWord = (previous.isLetter || previous.isNumber) && (next.isLetter || next.isNumber)
      result += isInsideWord ? "_" : "\\_"
    default: result.append(character)
    }
    previous = character
  }
  return result
}
