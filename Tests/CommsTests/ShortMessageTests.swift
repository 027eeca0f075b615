import Comms
import Domain
import Support
import Testing

struct ShortMessageTests {
  @Test func `a short update fits whole, with the record's head`() throws {
    let message = try message("Registry: pushes fail since 13:39 UTC.", "We restore it.")
    #expect(
      message.text
        == "INC-7 SEV1 Registry: pushes fail since 13:39 UTC. We restore it. Next 14:28 UTC. #42 k7qf-2m9x-aa41-zp0d"
    )
    #expect(message.length.left == 160 - message.text.count)
  }

  @Test func `a long one is cut at a word and keeps who and until when`() throws {
    let message = try message(String(repeating: "pushes to the registry fail, ", count: 20), "We restore it.")
    #expect(message.text.hasPrefix("INC-7 SEV1 pushes to the registry fail, pushes"))
    #expect(message.text.hasSuffix("... Next 14:28 UTC."))
    #expect(message.text.count > 140)
    #expect(message.length.left >= 0)
  }

  @Test(arguments: 1...300)
  func `it is never longer than one SMS`(seed: UInt64) throws {
    var dice = SystemlessDice(state: seed)
    let alphabet = Array("abc def, ghi. \n€{}[]~\\|^äöüßç“”–… \u{1B}\u{202E}🦊Ω漢字éáñ")
    func text() -> String {
      let length = Int.random(in: 0...400, using: &dice)
      return String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &dice)] })
    }
    let message = try message(text(), text(), isDemo: seed % 2 == 0)
    #expect(message.length.left >= 0, "\(message.text)")
    #expect(message.text.count <= 160)
    #expect(message.text.contains("INC-7"))
  }

  @Test func `a word without end is cut inside`() throws {
    let message = try message("See https://example.org/" + String(repeating: "x", count: 400), "")
    #expect(message.text.count == 160)
  }

  @Test func `typesetter's quotes and dashes cost nothing`() throws {
    let message = try message("“Pushes” – fail…", "")
    #expect(message.text.hasPrefix("INC-7 SEV1 \"Pushes\" - fail..."))
    #expect(message.length.limit == 160)
  }

  @Test func `a resolved one says so`() throws {
    let incident = try #require(registryNight().incident)
    let fields = UpdateFields(happened: "All well.", impacted: "", doing: "", nextUpdateAt: nil)
    let text = render(fields, for: .sms, incident: incident, number: 4, at: moment("14:32:00"))
    #expect(text == "INC-7 SEV1 RESOLVED All well.")
  }

  @Test(arguments: [
    ("", 0, 160), ("abc", 3, 160), ("10 €", 5, 160), ("[x]", 5, 160), ("漢", 1, 70), ("🦊", 2, 70),
  ])
  func `the length is counted as a phone counts it`(text: String, used: Int, limit: Int) {
    let length = ShortMessageLength(of: text)
    #expect(length.used == used)
    #expect(length.limit == limit)
    #expect(length.left == limit - used)
  }

  private func message(_ happened: String, _ doing: String, isDemo: Bool = false) throws -> ShortMessage {
    ShortMessage(
      UpdateMessage(
        fields: UpdateFields(
          happened: happened, impacted: "registry", doing: doing, nextUpdateAt: moment("14:28:00")),
        incident: try #require(registryNight(resolved: false).incident), number: 3, at: moment("14:10:00"),
        head: "#42 k7qf-2m9x-aa41-zp0d", isDemo: isDemo))
  }
}

/// Numbers that are the same for the same seed (xorshift64*).
private struct SystemlessDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
