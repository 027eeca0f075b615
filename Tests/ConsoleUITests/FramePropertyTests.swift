import Cells
import ConsoleCore
import Domain
import Testing

@testable import ConsoleUI

@Suite struct FramePropertyTests {
  @Test(arguments: Scene.all)
  func `no size of the window breaks a screen`(scene: Scene) throws {
    var state = try scene.state(Size(width: 80, height: 24))
    var dice = Dice(seed: 11)
    for _ in 0..<40 {
      let size = Size(
        width: Int.random(in: 1...250, using: &dice), height: Int.random(in: 1...80, using: &dice))
      state.size = size
      #expect(draw(state).size == size)
    }
  }

  @Test(arguments: Scene.main)
  func `every width and every height is drawn`(scene: Scene) throws {
    var state = try scene.state(Size(width: 80, height: 24))
    for width in 1...250 {
      state.size = Size(width: width, height: 24)
      #expect(draw(state).size == state.size)
    }
    for height in 0...80 {
      state.size = Size(width: 80, height: height)
      #expect(draw(state).size == state.size)
    }
  }

  @Test func `rows that were kept are the rows that would be drawn anew`() throws {
    var state = try Night.hurt(size: Size(width: 80, height: 24))
    let memo = RowMemo()
    var frame = Frame(size: state.size)
    func isAsDrawnAnew(_ state: State) -> Bool {
      draw(state, memo, over: &frame)
      return frame == draw(state)
    }
    for (step, key) in [Key.down, .up, .character("o"), .down, .character("/"), .escape, .up].enumerated() {
      _ = update(&state, .keyPressed(key), at: state.now)
      #expect(isAsDrawnAnew(state))
      let sample = Sample(
        service: "ci", check: "http", at: state.now, values: ["status": step.isMultiple(of: 2) ? 500 : 200])
      _ = update(&state, .sampled(sample), at: state.now)
      #expect(isAsDrawnAnew(state))
      _ = update(&state, .ticked, at: state.now + .seconds(step))
      state.size.width += 17
      #expect(isAsDrawnAnew(state))
    }
  }

  /// Where more lines follow, the rule says which are in sight.
  @Test(arguments: Scene.marked(screens), [40, 60, 76, 80, 100, 120, 200])
  func `text is never cut without a mark`(scene: Scene, width: Int) throws {
    let state = try scene.state(Size(width: width, height: 30))
    let text = draw(state).plainText
    let begun = text.count { $0 == "«" }
    let ended = text.count { $0 == "»" || $0 == "…" || $0 == "↓" || $0 == "↑" }
    #expect(begun > 0)
    #expect(begun <= ended || text.contains(/[0-9]+-[0-9]+ of [0-9]+/), "\(text)")
  }

  /// A wider dialog lies over texts whose ends it hides.
  @Test(
    arguments: Scene.marked(["declare", "update", "decision", "run-confirmation", "correct"]), [40, 60, 76])
  func `text in a dialog is never cut without a mark`(scene: Scene, width: Int) throws {
    try `text is never cut without a mark`(scene: scene, width: width)
  }

  private static let screens = [
    "services-incident", "service", "incident", "incident-timeline-pane", "timeline", "postmortem", "history",
    "playbooks", "playbook",
  ]

  @Test(arguments: Scene.all.filter { !$0.isDialog })
  func `each key in the footer does something here`(scene: Scene) throws {
    let state = try scene.state(Size(width: 200, height: 60))
    let keys = state.footerKeys
    #expect(keys.first.count + keys.last.count >= 2)
    for shown in keys.first + keys.last {
      let row = try #require(
        state.keys.rows(on: state.screen.kind).first {
          $0.keys.first?.name == shown.key || $0.keys.contains { $0.name == shown.key }
        }, "\(shown.key)")
      let key = try #require(row.keys.first { $0.name == shown.key })
      #expect(state.row(for: key)?.command == row.command)
      #expect(state.availability(of: row.command).isAvailable, "\(shown.key) \(shown.label)")
      var after = state
      after.notice = nil
      _ = update(&after, .keyPressed(key), at: state.now)
      #expect(after.notice?.level != .hint, "\(shown.key) \(shown.label): \(after.notice?.text ?? "")")
    }
  }

  @Test(arguments: Scene.all, [40, 80, 120])
  func `help, or the way out of a dialog, is in every footer`(scene: Scene, width: Int) throws {
    let state = try scene.state(Size(width: width, height: 24))
    let foot = draw(state).text(row: 23)
    let isHelp = state.screen.kind == .help
    let wayOut = state.dialog == nil && !isHelp ? "? help" : "Esc "
    #expect(foot.contains(state.isAlarmUp ? "Enter: " : wayOut), "\(foot)")
  }
}

extension Scene {
  var isDialog: Bool {
    Self.dialogs.contains { $0.name == name } && !["run-output", "run-ended", "filter-none"].contains(name)
  }

  /// Screens and dialogs with texts that begin with « and end with ».
  static func marked(_ names: [String]) -> [Scene] {
    all.filter { names.contains($0.name) }.map { scene in
      Scene(scene.name, { try scene.base($0).marked() }, typing: scene.keys)
    }
  }
}
