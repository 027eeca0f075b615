import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support
import Testing

/// Two people do the same at the same moment.
@Suite struct TwoAtOnceTests {
  private func two() -> (ana: Desk, raj: Desk) {
    let ana = Desk.declaredNight()
    var raj = Desk(login: "raj", at: "03:04:27", mayCollect: false)
    raj.follow(ana)
    raj.type("2")
    return (ana, raj)
  }

  @Test func `a step that two complete is completed once, and the second is told`() {
    var (ana, raj) = two()
    let moment = ana.now
    ana.press(.enter)
    raj.press(.enter)
    raj.follow(ana)
    ana.follow(raj)
    #expect(raj.says == "ana completed step 1, 2 s before you: theirs counts")
    #expect(!ana.says.contains("before you"))
    for desk in [ana, raj] {
      #expect(desk.run?.steps.map(\.state) == ana.run?.steps.map(\.state))
      #expect(desk.run?["outside"]?.endedAt == moment)
      #expect(desk.run?.overtaken.count == 1)
      #expect(desk.run?["tell"]?.attempt == 1)
    }
  }

  @Test func `who is ahead by a step is not thrown back by the second`() {
    var (ana, raj) = two()
    ana.press(.enter)
    let after = ana.step
    raj.press(.enter)
    ana.follow(raj)
    #expect(ana.step == after)
  }
}
