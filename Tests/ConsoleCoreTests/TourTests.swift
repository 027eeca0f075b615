import Cells
import Comms
import ConsoleCore
import Domain
import Support
import Testing

@Suite struct TourTests {
  @Test func `pressing what the tour says leads through the whole night`() throws {
    var desk = Desk.onTour()
    var sentences: [String] = []
    var presses = 0
    while presses < 400, !(desk.asked.contains(.quit)) {
      let step = try #require(desk.state.tourStep, "the tour is silent on \(desk.state.screen)")
      if sentences.last != step.says.string { sentences.append(step.says.string) }
      presses += 1
      desk.follow(step)
    }
    #expect(desk.asked.contains(.quit), "\(sentences.suffix(6))")
    let incident = try #require(desk.incident)
    #expect(!incident.isOpen)
    #expect(incident.updates.count == 2)
    for words in ["Nothing is wrong yet", "triggers that are true now", "n writes a note", "the five lines"] {
      #expect(sentences.contains { $0.lowercased().contains(words.lowercased()) }, "never said: \(words)")
    }
  }

  @Test func `a sentence names the key that it wants pressed`() throws {
    var desk = Desk.onTour()
    for _ in 0..<120 {
      guard let step = desk.state.tourStep, !desk.asked.contains(.quit) else { break }
      if let key = step.keys.last, key != .character(".") {
        #expect(step.says.string.contains(key.name.string), "\(step.says)")
      }
      desk.follow(step)
    }
  }

  @Test func `Esc leaves the tour and nothing else`() {
    var desk = Desk.onTour(broken: true)
    desk.press(.enter, .escape)
    #expect(desk.state.tour == nil)
    #expect(desk.state.tourStep == nil)
    #expect(desk.state.screen == .service("registry"))
    #expect(!desk.asked.contains(.quit))
    desk.press(.escape)
    #expect(desk.state.screen == .services)
  }

  @Test func `Esc in a dialog closes the dialog and keeps the tour`() {
    var desk = Desk.onTour(broken: true)
    desk.type("D")
    desk.press(.escape)
    #expect(desk.state.dialog == nil)
    #expect(desk.state.tour != nil)
    #expect(desk.state.tourStep?.keys == [.enter])
  }

  @Test func `whoever leaves the path is shown the way back`() {
    var desk = Desk.onTour(broken: true)
    desk.type("D")
    desk.press(.enter)
    desk.type("5")
    #expect(desk.state.tourStep?.keys == [.character("2")])
  }

  @Test func `whoever has selected another service is led to the one that is down`() throws {
    var desk = Desk.onTour(broken: true)
    desk.press(.end)
    let step = try #require(desk.state.tourStep)
    #expect(step.keys == [.home])
    desk.press(.home)
    #expect(desk.state.tourStep?.keys == [.enter])
  }

  @Test func `without the tour nothing is said`() {
    #expect(Desk.brokenNight().state.tourStep == nil)
  }
}

extension Desk {
  /// A demo in which all is well, or in which the registry is down.
  fileprivate static func onTour(broken: Bool = false) -> Desk {
    var desk = broken ? Desk.brokenNight(mode: .demo) : Desk(mode: .demo)
    desk.act(.tourBegan)
    return desk
  }

  /// Does what the sentence says; where it names no key, time passes and the night takes its course.
  fileprivate mutating func follow(_ step: TourStep) {
    let hasMended = stepEvents.contains("done prune") || stepEvents.contains("done restart")
    answers = hasMended ? [:] : ["registry": .status(503, "no space left"), "ci": .waiting(30)]
    for key in step.keys { press(key) }
    if case .confirmRun(let run)? = state.dialog, step.keys.isEmpty, let word = run.word {
      type(word)
      press(.enter)
    } else if step.keys.isEmpty {
      pass(.seconds(5))
    }
    for order in runs where state.commands[order.run]?.isRunning == true {
      let good = ["curl -sS https": "200", "stop gc": "stopped", "restart registry": "active"]
      let text = good.first { order.script.contains($0.key) }?.value ?? "uploads removed 201"
      ends(order, text)
    }
    if asked.contains(where: { if case .export = $0 { true } else { false } }) {
      act(.exported(paths: ["/exports/INC-1.md"]))
    }
    for delivery in sends { act(.messageEnded(delivery, .sent)) }
  }
}
