import Cells
import ConsoleCore
import Domain
import Support
import Testing

/// The command goes from one person to another, with what they have to know.
@Suite struct HandingOverTests {
  private func offered() throws -> (ana: Desk, raj: Desk) {
    var ana = Desk.declaredNight()
    var raj = Desk.brokenNight(login: "raj")
    raj.follow(ana)
    ana.type("nstorage is full")
    ana.press(.enter)
    ana.type("H")
    ana.type("raj")
    ana.press(.enter)
    raj.follow(ana)
    return (ana, raj)
  }

  @Test func `an offer changes nobody's role until it is accepted`() throws {
    var (ana, raj) = try offered()
    #expect(ana.incident?.commander == "ana")
    #expect(raj.state.handoffToMe?.from == "ana")
    raj.type("A")
    raj.press(.enter)
    ana.follow(raj)
    #expect(ana.incident?.commander == "raj")
    #expect(ana.incident?.handoff == nil)
    #expect(ana.bodies.contains { if case .role(let role) = $0 { role.kind == .accepted } else { false } })
  }

  @Test func `the brief tells state, impact, services, steps, update and notes`() throws {
    var (_, raj) = try offered()
    raj.type("A")
    guard case .confirm(let confirmation)? = raj.state.dialog else {
      Issue.record("no brief is shown")
      return
    }
    let brief = confirmation.detail.map { "\($0.label.string): \($0.text.string)" }.joined(separator: "\n")
    for words in [
      "what: SEV", "INVESTIGATING", "impact: since", "services: registry DOWN", "now: ", "update: due",
    ] {
      #expect(brief.contains(words), "\(words) in\n\(brief)")
    }
    #expect(brief.contains("ana: storage is full"))
  }

  @Test func `who reads the brief and leaves has accepted nothing`() throws {
    var (_, raj) = try offered()
    raj.type("A")
    raj.press(.escape)
    #expect(raj.incident?.commander == "ana")
    #expect(raj.state.handoffToMe != nil)
  }

  @Test func `an offer to oneself and to two people is refused and what was typed stays`() throws {
    var ana = Desk.declaredNight()
    for person in ["ana", "raj and bo"] {
      ana.type("H")
      ana.type(person)
      ana.press(.enter)
      guard case .prompt(let prompt)? = ana.state.dialog else {
        Issue.record("\(person) was taken")
        continue
      }
      #expect(prompt.problem != nil)
      for _ in person { ana.press(.backspace) }
      ana.press(.escape)
    }
    #expect(ana.incident?.handoff == nil)
  }

  @Test func `only the commander hands over`() throws {
    var (_, raj) = try offered()
    raj.type("2H")
    #expect(raj.state.dialog == nil)
    #expect(raj.says.contains("I takes the command"))
  }

  @Test func `whoever takes the command ends the offer`() throws {
    var (ana, raj) = try offered()
    ana.type("I")
    raj.follow(ana)
    #expect(raj.state.handoffToMe == nil)
  }
}
