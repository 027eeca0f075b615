import Comms
import Domain

/// The incident as one HTML file that needs nothing else and prints well.
package func html(_ exported: ExportedIncident) -> String {
  let incident = exported.incident
  let title = htmlText("\(incident.name) \(incident.title)")
  var page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(exported.watermark.map { "[\($0)] " } ?? "")\(title)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>

    """
  if let warning = exported.warning { page += "<p class=\"mark\">\(htmlText(warning))</p>\n" }
  page += "<h1>\(title)</h1>\n"
  appendTable(
    to: &page, ["Fact", "Value"], incident.headFacts.lazy.map { [$0.name, $0.value].map(htmlText) })
  page += "<h2>Postmortem in five lines</h2>\n<dl>\n"
  let lines = draftFiveLines(incident, now: exported.asOf)
  for (line, content) in lines.all {
    page += "<dt>\(htmlText(line.title))</dt><dd>\(htmlText(content.text))</dd>\n"
  }
  page += "</dl>\n"
  if !lines.missing.isEmpty {
    page += "<p>Not recorded: \(htmlText(lines.missing.joined(separator: ", "))).</p>\n"
  }
  page += "<h2>Measures</h2>\n"
  appendTable(
    to: &page, ["Measure", "Value", "Base"],
    incident.measures(at: exported.asOf).lazy.map { measure in
      [measure.name + (measure.abbreviation.map { " (\($0))" } ?? ""), measure.text, measure.base].map(
        htmlText)
    })
  page += "<h2>Timeline</h2>\n"
  appendTable(to: &page, ["Time (UTC)", "Entered (UTC)", "Who", "What"], exported.rows.lazy.map(\.htmlCells))
  appendUpdates(to: &page, incident)
  appendFollowups(to: &page, incident)
  page += "<h2>Record</h2>\n"
  for line in exported.verification { page += "<p>\(htmlText(line))</p>\n" }
  for anchor in exported.anchors { page += "<pre>\(htmlText(anchor))</pre>\n" }
  return page + "</body>\n</html>\n"
}

private let style = """
  body { font: 15px/1.45 sans-serif; color: #111; background: #fff; max-width: 60em; margin: 2em auto; padding: 0 1em; }
  table { border-collapse: collapse; width: 100%; margin: 0 0 1em; }
  th, td { border: 1px solid #bbb; padding: .25em .5em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  th { background: #eee; }
  dt { font-weight: bold; }
  dd { margin: 0 0 .75em 0; }
  dd, td { white-space: pre-wrap; }
  .mark { position: sticky; top: 0; border: 3px double #111; background: #fff; padding: .5em; font-weight: bold; }
  @media print {
    body { max-width: none; margin: 0; font-size: 10pt; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    h2 { break-after: avoid; }
    .mark { position: fixed; top: 0; left: 0; right: 0; }
    h1 { margin-top: 3em; }
  }
  """

/// Appends a table whose cells come as HTML already.
private func appendTable(to page: inout String, _ heads: [String], _ rows: some Sequence<[String]>) {
  page += "<table>\n<thead><tr>"
  for head in heads { page += "<th>\(head)</th>" }
  page += "</tr></thead>\n<tbody>\n"
  for row in rows {
    page += "<tr>"
    for cell in row {
      page += "<td>"
      page += cell
      page += "</td>"
    }
    page += "</tr>\n"
  }
  page += "</tbody>\n</table>\n"
}

private func appendUpdates(to page: inout String, _ incident: Incident) {
  page += "<h2>Updates</h2>\n"
  if incident.updates.isEmpty { page += "<p>No update was sent.</p>\n" }
  for update in incident.updates {
    let next = update.fields.nextUpdateAt.map { "\(timeText($0)) UTC" } ?? "none, the last update"
    page += "<h3>Update \(update.number), \(timeText(update.draftedAt)) UTC</h3>\n"
    let facts = [
      ["What happened", update.fields.happened], ["Impact", update.fields.impacted],
      ["Doing", update.fields.doing], ["Next update", next],
      ["Delivery", update.deliveryTexts.joined(separator: "\n")],
    ]
    appendTable(to: &page, ["Field", "Text"], facts.lazy.map { $0.map(htmlText) })
  }
}

private func appendFollowups(to page: inout String, _ incident: Incident) {
  page += "<h2>Follow-ups</h2>\n"
  guard !incident.followups.isEmpty else {
    page += "<p>No follow-ups recorded.</p>\n"
    return
  }
  appendTable(
    to: &page, ["Follow-up", "Kind", "Owner", "Due", "State"],
    incident.followups.lazy.map { followup in
      [
        followup.text, followup.purpose?.rawValue ?? "not recorded", followup.owner ?? "not recorded",
        followup.due ?? "not recorded", followup.isClosed ? "closed" : "open",
      ].map(htmlText)
    })
}

extension TimelineEntry {
  fileprivate var htmlCells: [String] {
    var what = htmlText(text)
    if let first = firstWording { what += " <small>(first wording: \(htmlText(first)))</small>" }
    if isRetracted { what = "<s>\(what)</s> (retracted)" }
    if isPinned { what = "<b>\(what)</b>" }
    return [timeText(happenedAt), enteredText, htmlText(who), what]
  }
}

/// Text from outside as HTML text or inside a quoted attribute.
func htmlText(_ text: String) -> String {
  let text = visible(text)
  guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
