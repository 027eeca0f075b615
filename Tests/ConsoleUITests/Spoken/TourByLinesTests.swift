import Cells
import Comms
import ConsoleCore
import ConsoleUI
import Domain
import PlaybookEngine
import Support
import Testing

@Suite struct TourByLinesTests {
  @Test func `typing what the tour says leads through the whole night`() throws {
    var night = ListenedDesk.onTour()
    var sentences: [String] = []
    for _ in 0..<400 where !night.desk.asked.contains(.quit) {
      let step = try #require(night.state.tourStep, "the tour is silent on \(night.state.screen)")
      if sentences.last != step.spoken.string { sentences.append(step.spoken.string) }
      night.follow(step)
    }
    #expect(night.desk.asked.contains(.quit), "\(sentences.suffix(6))")
    let incident = try #require(night.desk.incident)
    #expect(!incident.isOpen && incident.updates.count == 2)
    for words in ["Nothing is wrong yet", "Type open 1", "type note", "the word send", "five lines"] {
      #expect(sentences.contains { $0.contains(words) }, "never said: \(words) in \(sentences)")
    }
  }

  @Test func `a sentence names what is to be typed, and no key that is not there`() throws {
    var night = ListenedDesk.onTour()
    for _ in 0..<400 where !night.desk.asked.contains(.quit) {
      let step = try #require(night.state.tourStep)
      let said = step.spoken.string
      for line in step.lines {
        switch line {
        case "": #expect(said.contains("Enter"), "\(said)")
        case ".": #expect(said.contains("dot"), "\(said)")
        // Words of one's own are asked for, not dictated.
        default:
          #expect(said.contains(line.prefix { $0 != " " }) || said.contains("in a few words"), "\(said)")
        }
      }
      for key in ["Esc", "Tab", "Ctrl", "Look"] where said != "Look around" {
        #expect(!said.contains("\(key) ") || said.hasPrefix("Look around"), "\(said)")
      }
      night.follow(step)
    }
  }

  @Test func `a dot leaves the tour and nothing else, and status tells where it is`() {
    var night = ListenedDesk.onTour()
    #expect(night.state.words(of: .status).last?.string.hasPrefix("tour: ") == true)
    night.type(".")
    #expect(night.state.tour == nil)
    #expect(night.said == ["the tour is over; the demo goes on, help explains each screen"])
    #expect(night.state.words(of: .status).contains { $0.string.hasPrefix("tour: ") } == false)
    night.type(".")
    #expect(night.said.first?.hasPrefix("there is no command") == true)
  }
}

extension ListenedDesk {
  /// A demo in which all is well, with the tour.
  fileprivate static func onTour() -> ListenedDesk {
    var desk = Desk(mode: .demo)
    desk.act(.tourBegan)
    return ListenedDesk(desk)
  }

  /// Types what the sentence says; where it names nothing, time passes and the night takes its course.
  fileprivate mutating func follow(_ step: TourStep) {
    let record = desk.bodies.map(\.sentence)
    let hasMended =
      record.contains { $0.hasPrefix("step done") && $0.contains("Prune") }
      || desk.run?["prune"]?.state == .done || desk.run?["restart"]?.state == .done
    desk.answers = hasMended ? [:] : ["registry": .status(503, "no space left"), "ci": .waiting(30)]
    for line in step.lines { type(line) }
    if step.lines.isEmpty {
      if case .confirmRun(let run)? = state.dialog, let word = run.word {
        type(word)
      } else {
        pass(.seconds(5))
      }
    }
    for case .run(let order) in desk.asked where state.commands[order.run]?.isRunning == true {
      let good = ["curl -sS https": "200", "stop gc": "stopped", "restart registry": "active"]
      let text = good.first { order.script.contains($0.key) }?.value ?? "uploads removed 201"
      let bytes = Array("\(text)\n".utf8)
      act(
        .commandEnded(
          run: order.run,
          CommandOutcome(
            exit: 0, duration: .seconds(1), standardOutput: bytes, output: bytes, outputBytes: bytes.count)))
    }
    if desk.asked.contains(where: { if case .export = $0 { true } else { false } }) {
      act(.exported(paths: ["/exports/INC-1.md"]))
    }
    for case .send(let delivery, _, _, _) in desk.asked { act(.messageEnded(delivery, .sent)) }
  }
}
