import Domain
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
}
