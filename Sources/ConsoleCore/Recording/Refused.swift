import Cells
import Domain

extension State {
  /// What the record refuses for good is not tried again; the text of it goes back to where it was typed.
  mutating func recordingRefused(_ events: [Event], reason: String) -> [Effect] {
    let ids = Set(events.map(\.id))
    recording.refused.formUnion(ids)
    recording.waiting.removeAll { batch in batch.contains { ids.contains($0.id) } }
    recording.inMemory.subtract(ids)
    if recording.waiting.isEmpty {
      recording.problem = nil
      recording.retryAt = nil
      recording.waitingSince = nil
    }
    for incident in Set(events.compactMap(\.incident)) { incidents[incident]?.withdraw(ids) }
    let kept = events.filter { keepText(of: $0) }
    let place: SafeText = kept.isEmpty ? "" : " The text is back in its field: open it again."
    warn("\(reason)" + place)
    return holdBackCommands(in: events)
  }

  /// True where the event's text is now what its form opens with.
  private mutating func keepText(of event: Event) -> Bool {
    switch event.body {
    case .note(let note):
      drafts[DraftKey(purpose: "note", incident: event.incident)] = [TextField(note.text)]
    case .postmortemLine(let line):
      let purpose = Prompt.Purpose.postmortem(line.line).name
      drafts[DraftKey(purpose: purpose, incident: event.incident)] = [TextField(line.text)]
    default: return false
    }
    return true
  }
}
