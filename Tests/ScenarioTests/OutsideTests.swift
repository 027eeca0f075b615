import Cells
import ConsoleCore
import ConsoleUI
import Domain
import Support
import Testing

/// What comes from outside is data, and what goes outside says where it comes from.
@Suite struct OutsideTests {
  @Test func `nothing that a server or a command says reaches the terminal as more than text`() throws {
    let night = try Night(from: "03:02:00")
    let evil = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}evil\r\n\u{0}"
    night.world.answer("registry", ProbeAnswer(failure: ProbeFailure(kind: .other, detail: evil)))
    night.world.command("/v2/", .prints(evil))
    let ana = try night.opens("ana")
    night.at("03:04:00")
    ana.shows("x DOWN", "evil")
    ana.type("D")
    ana.press(.enter)
    ana.type("!")
    ana.press(.enter)
    ana.shows("| ", "evil")
    ana.type("n\(evil)")
    ana.press(.enter)
    ana.type("3")
    let controls = ana.screen.unicodeScalars.filter { scalar in
      scalar != "\n" && (scalar.properties.generalCategory == .control || scalar == "\u{202E}")
    }
    #expect(controls.isEmpty)
  }

  @Test(arguments: [(Place.Mode.demo, "DEMO"), (.drill, "DRILL")])
  func `what is not real says so on the screen and on everything that leaves`(
    _ mode: Place.Mode, _ word: String
  ) {
    var desk = Desk(mode: mode)
    desk.answers["registry"] = .status(503)
    desk.pass(.minutes(3))
    desk.type("D")
    desk.press(.enter)
    let first = draw(desk.state).plainText.prefix { $0 != "\n" }
    #expect(first.split(separator: word).count == 3 || first.hasSuffix(word))
    #expect(first.contains(word))
    desk.type("c")
    desk.press(.control("y"), .control("s"))
    let texts = desk.asked.compactMap { effect -> String? in
      switch effect {
      case .copy(let text, _), .send(_, _, _, let text): text
      default: nil
      }
    }
    #expect(texts.count == 3)
    #expect(texts.filter { !$0.contains(word) } == [])
    #expect(desk.incident?.isDrill == (mode == .drill))
  }
}
