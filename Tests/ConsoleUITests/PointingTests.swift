import Cells
import ConsoleCore
import Testing

@testable import ConsoleUI

@Suite struct PointingTests {
  @Test(
    arguments: ["services-incident", "history", "playbooks", "timeline", "timeline-corrected", "incident"],
    [80, 120, 200])
  func `the selected line is found where its mark is drawn`(name: String, width: Int) throws {
    let state = try scene(name).state(Size(width: width, height: 30))
    let frame = draw(state)
    let marks = (0..<30).filter { y in
      let text = frame.text(row: y)
      return text.hasPrefix(">") || text.hasPrefix(" >")
    }
    let y = try #require(marks.first)
    let found = target(at: Point(x: 3, y: y), in: state)
    guard case .line(let index)? = found else { throw Missing() }
    var after = state
    _ = update(&after, .pointed(.line(index)), at: state.now)
    if state.screen == .timeline || state.screen == .incident {
      #expect(draw(after).plainText == frame.plainText)
    } else {
      #expect(after.screen != state.screen)
    }
  }

  @Test(arguments: ["services-incident", "timeline", "incident"])
  func `a press selects the line under it`(name: String) throws {
    let state = try scene(name).state(Size(width: 120, height: 40))
    for y in 0..<40 {
      guard case .line(let index)? = target(at: Point(x: 5, y: y), in: state) else { continue }
      var after = state
      _ = update(&after, .pointed(.line(index)), at: state.now)
      guard after.screen == state.screen else { continue }
      let text = draw(state).text(row: y).drop { " >".contains($0) }
      let marked = (0..<40).map { draw(after).text(row: $0) }.filter {
        $0.hasPrefix(">") || $0.hasPrefix(" >")
      }
      #expect(!marked.isEmpty, "\(y) \(text)")
    }
  }

  @Test func `a press on a key of the footer presses it`() throws {
    let state = try scene("services-incident").state(Size(width: 120, height: 40))
    let foot = draw(state).text(row: 39)
    let x = try #require(foot.firstRange(of: "? help")).lowerBound
    let column = foot.distance(from: foot.startIndex, to: x)
    #expect(target(at: Point(x: column, y: 39), in: state) == .key(.character("?")))
    #expect(target(at: Point(x: column + 5, y: 39), in: state) == .key(.character("?")))
    #expect(target(at: Point(x: column + 6, y: 39), in: state) != .key(.character("?")))
  }

  @Test func `a dialog hides the lines behind it, and its keys can be pressed`() throws {
    let state = try scene("note").state(Size(width: 120, height: 40))
    for y in 0..<39 { #expect(target(at: Point(x: 5, y: y), in: state) == nil) }
    let keys = (0..<120).compactMap { target(at: Point(x: $0, y: 39), in: state) }
    #expect(keys.contains(.key(.enter)))
    #expect(keys.contains(.key(.escape)))
  }

  @Test(arguments: ["help-incident", "playbook", "service"])
  func `scrolling ends where the text ends, and comes back at once`(name: String) throws {
    var state = try scene(name).state(Size(width: 80, height: 24))
    let end = try #require(scrollEnd(state))
    _ = update(&state, .drawn(scrollEnd: end), at: state.now)
    for _ in 0..<200 { _ = update(&state, .keyPressed(.down), at: state.now) }
    let last = draw(state).plainText
    #expect(state.helpScroll == end)
    _ = update(&state, .keyPressed(.up), at: state.now)
    #expect(end == 0 || draw(state).plainText != last)
  }

  struct Missing: Error {}

  private func scene(_ name: String) throws -> Scene {
    try #require(Scene.all.first { $0.name == name })
  }
}
