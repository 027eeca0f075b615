import Cells
import FoundationEssentials
import Glibc
import Support
import Testing

@testable import TerminalCurses

/// A terminal gets what its own description has, and nothing of another's.
@Suite struct OwnSequencesTests {
  @Test(arguments: TmuxTests.terminals.filter { $0 != "no-such-terminal" })
  func `only what terminfo knows of a terminal is sent to it`(_ name: String) {
    guard case .found(let known) = TerminfoEntry.named(name, tty: -1) else { return }
    let switches = ModeSwitches(known)
    var painter = painter(name, isASCII: true)
    var bytes = switches.enter + switches.takeMouse
    for number in 0..<10 { bytes += painter.paint(frame(number)) }
    bytes += switches.leave
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let next = rest.firstIndex(where: { $0 < 0x20 }) else { break }
      rest = rest[next...]
      guard let length = known.length(ofSequenceIn: rest) else {
        Issue.record("\(name) does not know \(text(Array(rest.prefix(16))))")
        return
      }
      rest = rest.dropFirst(length)
    }
  }

  private func frame(_ number: Int) -> Frame {
    var frame = Frame(size: Size(width: 80, height: 24))
    frame.put("line \(number)", at: Point(x: 0, y: 0))
    for y in 1..<23 {
      let role = Role.allCases[(y + number) % Role.allCases.count]
      let emphasis: Style.Emphasis = [[], .bold, .reverse, .underline][(y * number) % 4]
      frame.put(
        "row \((y + number) * 7919)", at: Point(x: y % 5 * number, y: y), style: Style(role, emphasis))
    }
    if number % 2 == 0 { frame.cursor = Point(x: number, y: 23) }
    return frame
  }
}

extension Capabilities {
  /// The length of the capability that bytes begin with; nil where none does.
  fileprivate func length(ofSequenceIn bytes: ArraySlice<UInt8>) -> Int? {
    let fixed: [[UInt8]?] =
      [
        carriageReturn, down, up, left, right, clear, clearToEnd, scrollUp, scrollDown, plain, bold, reverse,
        underline,
        enter, leave, hideCursor, showCursor, synchronised?(1), synchronised?(2),
      ] + (knowsPrivateModes ? Self.privateModes : [])
    let numbers = 0...81
    let moving: [[UInt8]?] = [downBy, upBy, leftBy, rightBy, toColumn, toRow].flatMap { way in
      numbers.map { way?($0) }
    }
    let candidates = (fixed + moving).compactMap(\.self).filter { !$0.isEmpty && bytes.starts(with: $0) }
    if let longest = candidates.map(\.count).max() { return longest }
    return pairLength(bytes) ?? looksLength(bytes)
  }

  private static let privateModes = ["2004", "1000", "1006"].flatMap { mode in
    ["h", "l"].map { Array("\u{1B}[?\(mode)\($0)".utf8) }
  }

  /// Moves and scrolling regions, which take two numbers.
  private func pairLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    for first in 0...25 {
      for second in 0...81 {
        for pair in [move(first, second), scrollRegion?(first, second) ?? []]
        where !pair.isEmpty && bytes.starts(with: pair) {
          return pair.count
        }
      }
    }
    // The whole screen is the region of a terminal of the VT family that is told no numbers.
    let whole = Array("\u{1B}[r".utf8)
    return scrollRegion != nil && bytes.starts(with: whole) ? whole.count : nil
  }

  /// Several looks in one sequence, each of which the terminal knows.
  private func looksLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.starts(with: [0x1B, 0x5B]), let end = bytes.firstIndex(of: 0x6D) else { return nil }
    let colours = (0..<16).flatMap { [foreground?($0), background?($0)] }
    let direct = colourNumbers.flatMap { [foreground?($0), background?($0)] }
    let known = ([plain, bold, reverse, underline] + colours + direct).compactMap(\.self)
      .filter { $0.starts(with: [0x1B, 0x5B]) && $0.last == 0x6D }.map { Array($0.dropFirst(2).dropLast()) }
    let parameters = Array(bytes[(bytes.startIndex + 2)..<end])
    return Self.isMade(parameters, of: known) ? end - bytes.startIndex + 1 : nil
  }

  /// The numbers of the palette's colours on this terminal.
  private var colourNumbers: [Int] {
    Role.allCases.flatMap { role in
      [Palette.standard[role].foreground, Palette.standard[role].background].compactMap {
        depth.number(of: $0)
      }
    }
  }

  private static func isMade(_ parameters: [UInt8], of known: [[UInt8]]) -> Bool {
    if parameters.isEmpty { return true }
    return known.contains { piece in
      guard parameters.starts(with: piece) else { return false }
      let rest = parameters.dropFirst(piece.count)
      if rest.isEmpty { return true }
      return rest.first == 0x3B && isMade(Array(rest.dropFirst()), of: known)
    }
  }
}
