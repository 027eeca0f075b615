import Cells
package import Domain

/// What the timeline screen remembers; no selection follows the newest line.
package struct TimelineView: Sendable, Equatable {
  package var selection: EventID?
  package var filter = ""
}

/// The lines that a filter left, kept for as long as neither it nor the timeline changes.
struct TimelineMatches: Sendable {
  private let incident: IncidentID
  private let edition: Int
  /// What is looked through of each line: small letters, as bytes.
  private var said: [[UInt8]] = []
  private var filter = ""
  private(set) var lines: [TimelineEntry] = []

  init(_ opened: OpenedIncident, filter: String) {
    incident = opened.incident.id
    edition = opened.edition
    look(in: opened, for: filter)
  }

  /// Whether it still answers for the filter, with every line that is there.
  func answers(_ filter: String, in opened: OpenedIncident) -> Bool {
    isOf(opened) && said.count == opened.lines.count && self.filter == filter
  }

  /// Looks for another filter, or through lines that have come at the end.
  mutating func look(for filter: String, in opened: OpenedIncident) {
    guard isOf(opened), said.count <= opened.lines.count else {
      self = TimelineMatches(opened, filter: filter)
      return
    }
    look(in: opened, for: filter)
  }

  private func isOf(_ opened: OpenedIncident) -> Bool {
    incident == opened.incident.id && edition == opened.edition
  }

  private mutating func look(in opened: OpenedIncident, for filter: String) {
    self.filter = filter
    said += opened.lines[said.count...].map { entry in
      Array("\(entry.text)\n\(entry.event.actor.login)\n\(entry.event.body.kind)".lowercased().utf8)
    }
    let wanted = Array(filter.lowercased().utf8)
    lines = said.indices.filter { said[$0].holds(wanted) }.map { opened.lines[$0] }
  }
}

extension [UInt8] {
  /// Whether other bytes stand in these, one after the other.
  fileprivate func holds(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    guard count >= wanted.count else { return false }
    return withUnsafeBufferPointer { bytes in
      (0...(bytes.count - wanted.count)).contains { start in
        bytes[start] == first && wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
      }
    }
  }
}

extension State {
  /// Looks through the timeline once for each filter and each new line, however often it is drawn.
  mutating func keepTimelineMatches() {
    guard !timeline.filter.isEmpty, let opened = focus.flatMap({ incidents[$0] }) else {
      timelineMatches = nil
      return
    }
    if timelineMatches == nil {
      timelineMatches = TimelineMatches(opened, filter: timeline.filter)
    } else if timelineMatches?.answers(timeline.filter, in: opened) == false {
      timelineMatches?.look(for: timeline.filter, in: opened)
    }
  }

  /// The lines of the timeline that the filter leaves; pins and corrections show on the line they are about.
  package var shownTimeline: [TimelineEntry] {
    guard let opened = focus.flatMap({ incidents[$0] }) else { return [] }
    guard !timeline.filter.isEmpty else { return opened.lines }
    if let timelineMatches, timelineMatches.answers(timeline.filter, in: opened) {
      return timelineMatches.lines
    }
    return TimelineMatches(opened, filter: timeline.filter).lines
  }

  /// Where the selected line stands among those that are shown; the last one, where none is selected.
  package var selectedPlace: Int? {
    if timeline.filter.isEmpty, let opened = focus.flatMap({ incidents[$0] }) {
      let place = timeline.selection.flatMap { opened.places[$0] }
      return place ?? (opened.lines.isEmpty ? nil : opened.lines.count - 1)
    }
    let shown = shownTimeline
    let place = timeline.selection.flatMap { id in shown.firstIndex { $0.id == id } }
    return place ?? (shown.isEmpty ? nil : shown.count - 1)
  }

  package var selectedEntry: TimelineEntry? { selectedPlace.map { shownTimeline[$0] } }

  mutating func pinSelected() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    let pin = event(.pin(Pin(pinned: !entry.isPinned)), in: focus, corrects: entry.id)
    return record([pin])
  }

  mutating func openCorrection() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    return open(
      Prompt(
        purpose: .correct(entry.id),
        fields: [
          Prompt.Field(label: "Text", field: TextField(entry.text), isRequired: true),
          Prompt.Field(label: "Time UTC", field: TextField(entry.happenedAt.rfc3339), isRequired: true),
          Prompt.Field(label: "Reason"),
        ]))
  }

  mutating func openRetraction() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    return open(
      Prompt(purpose: .retract(entry.id), fields: [Prompt.Field(label: "Reason", isRequired: true)]))
  }

  mutating func openRedaction() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    let purpose = Prompt.Purpose.redact(entry.id)
    return open(
      Prompt(
        purpose: purpose,
        fields: [
          Prompt.Field(label: purpose.label, isRequired: true),
          Prompt.Field(
            label: "Type remove: nobody will read it again, here or in the file", isRequired: true),
        ]))
  }

  /// Takes the text out; what is on record of the event without it stays.
  mutating func redact(_ id: EventID, reason: String, word: String) -> Result<[Effect], PromptRefusal> {
    guard word == "remove" else {
      return .failure(PromptRefusal("type remove, then Enter; Esc leaves it as it is"))
    }
    guard let entry = incident?.timeline.first(where: { $0.id == id }), entry.canBeRedacted else {
      return .failure(PromptRefusal("its text is gone already"))
    }
    let redaction = Redaction(of: entry.event.body, reason: reason)
    return .success(record([event(.redaction(redaction), in: focus, corrects: id)]))
  }

  /// What a correction says, or why the typed time can't be one.
  mutating func correct(_ id: EventID, text: String, time: String, reason: String) -> Result<
    [Effect], PromptRefusal
  > {
    guard let entry = incident?.timeline.first(where: { $0.id == id }) else { return .success([]) }
    guard let moment = Timestamp(rfc3339: time) ?? sameDay(as: entry.happenedAt, time: time) else {
      return .failure(PromptRefusal("the time reads 14:03, 14:03:22 or 2026-11-21T14:03:22Z"))
    }
    guard moment <= now else { return .failure(PromptRefusal("that time has not come yet")) }
    let correction = Correction(
      text: text == entry.text ? nil : text, happenedAt: moment == entry.happenedAt ? nil : moment,
      reason: reason.isEmpty ? nil : reason)
    guard correction.text != nil || correction.happenedAt != nil else { return .success([]) }
    return .success(record([event(.correction(correction), in: focus, corrects: id)]))
  }

  /// Reads a time of day on the UTC day of `moment`.
  private func sameDay(as moment: Timestamp, time: String) -> Timestamp? {
    Timestamp(rfc3339: "\(moment.dateText)T\(time)\(time.count == 5 ? ":00" : "")Z")
  }
}

extension TimelineEntry {
  /// False where there is no text any more, and for what tells that there is none.
  var canBeRedacted: Bool {
    if case .redaction = event.body { return false }
    return removal == nil
  }
}

/// Why typed text was not accepted.
struct PromptRefusal: Error {
  var reason: SafeText

  init(_ reason: SafeText) { self.reason = reason }
}
