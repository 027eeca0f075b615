import Comms
import Domain

/// The timeline as CSV (RFC 4180), one event a line, in the order of happening.
package func csv(_ exported: ExportedIncident) -> String {
  let heads = [
    "mark", "incident", "happened_at", "recorded_at", "kind", "source", "who", "on_behalf_of", "host", "text",
    "first_wording", "retracted", "pinned", "event", "corrects", "database", "number", "hash",
  ]
  var text = heads.joined(separator: ",") + "\r\n"
  for entry in exported.incident.timeline {
    let event = entry.event
    let position = entry.recorded.position
    let fields = [
      exported.watermark ?? "", exported.incident.name, entry.happenedAt.rfc3339, event.recordedAt.rfc3339,
      event.body.kind, event.source.rawValue, event.actor.login, event.actor.onBehalfOf ?? "",
      event.actor.host,
      entry.text, entry.firstWording ?? "", entry.isRetracted ? "yes" : "", entry.isPinned ? "yes" : "",
      event.id.description, event.corrects?.description ?? "", position.database.description,
      String(position.number), hexText(position.hash),
    ]
    text += fields.map(csvText).joined(separator: ",") + "\r\n"
  }
  return text
}

/// A field on one line that no spreadsheet takes for a formula.
///
/// What begins with `= + - @`, also in full width or after a space, gets an apostrophe (OWASP, CSV Injection).
func csvText(_ text: String) -> String {
  var field = visible(text, oneLine: true)
  if let first = field.first(where: { !$0.isWhitespace }),
    "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".contains(first)
  {
    field = "'" + field
  }
  guard field.utf8.contains(where: { ",\"".utf8.contains($0) }) else { return field }
  return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}
