import Domain
import Support
import Testing

struct EventSentenceTests {
  @Test(arguments: everyBody)
  func `every event says something on one line`(body: EventBody) {
    #expect(!body.sentence.isEmpty)
    #expect(!body.sentence.contains("\n"))
  }

  @Test func `raising and lowering are told apart`() {
    #expect(EventBody.severitySet(SeverityChange(from: .sev2, to: .sev1)).sentence == "raised to SEV1")
    #expect(
      EventBody.severitySet(SeverityChange(from: .sev1, to: .sev2, reason: "reads work")).sentence
        == "lowered to SEV2: reads work")
  }

  @Test func `a kind of a newer version says so`() {
    #expect(
      EventBody.unknown(UnknownKind(kind: "weather", payload: [])).sentence
        == "weather (written by a newer sitrep)")
  }

  @Test func `newer fields of a kind that is known say so, and so do fields that cannot be read`() {
    #expect(
      EventBody.unknown(UnknownKind(kind: "note@2", payload: [])).sentence
        == "note (version 2, written by a newer sitrep)")
    #expect(
      EventBody.unknown(UnknownKind(kind: "note", payload: [])).sentence
        == "note (its fields cannot be read here)")
  }

  @Test func `a merge names the incident that goes on`() {
    let other = IncidentID(high: 1, low: 5)
    #expect(
      EventBody.relation(Relation(kind: .merged, other: other, name: "INC-5", reason: "one cause")).sentence
        == "merged into INC-5: one cause")
    #expect(
      EventBody.relation(Relation(kind: .related, other: other, name: "INC-5")).sentence
        == "related to INC-5")
  }

  @Test func `what is silenced says until when`() {
    #expect(
      EventBody.suppression(
        Suppression(kind: .suppressed, subject: "registry", until: moment("14:30:00"), reason: "known")
      ).sentence == "registry silenced until 14:30 UTC: known")
  }

  @Test(arguments: everyBody)
  func `without its text an event has no letter of what was typed`(body: EventBody) {
    let secret = "hunter2"
    guard let bare = body.filled(with: secret).withoutText else { return }
    let payload = (try? bare.encoded().payload).map { String(decoding: $0, as: UTF8.self) }
    #expect(payload?.contains(secret) == false)
    #expect(bare.kind == body.kind)
  }
}

extension EventBody {
  /// The same event with `text` in each field that is free text.
  fileprivate func filled(with text: String) -> EventBody {
    guard let encoded = try? encoded() else { return self }
    let free: Set = [
      "title", "reason", "basis", "person", "text", "question", "label", "happened", "impacted", "doing",
      "because", "command", "output", "url", "owner", "name", "from",
    ]
    var filled = self
    for field in free {
      guard let json = (try? filled.encoded().payload).map({ String(decoding: $0, as: UTF8.self) }),
        let member = try? Regex("\"\(field)\":\"[^\"]*\"")
      else { break }
      let said = json.replacing(member, with: "\"\(field)\":\"\(text)\"")
      let body = EventBody(EncodedBody(kind: encoded.kind, payload: Array(said.utf8)))
      if case .unknown = body { continue }
      filled = body
    }
    return filled
  }
}
