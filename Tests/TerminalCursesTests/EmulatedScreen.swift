import Cells

/// A terminal of the xterm family in memory: as much as our bytes need, and a complaint about everything else.
struct EmulatedScreen {
  struct Cell: Equatable {
    var text: String
    var look: Set<Int>
  }

  let size: Size
  private(set) var rows: [[Cell]]
  private(set) var complaints: [String] = []
  private(set) var showsCursor = true
  private var x = 0
  private var y = 0
  private var waitsToWrap = false
  private var region: ClosedRange<Int>
  private var look: Set<Int> = []

  init(size: Size) {
    self.size = size
    rows = Self.blank(size)
    region = 0...max(0, size.height - 1)
  }

  var cursor: Point { Point(x: x, y: y) }

  var plainText: String {
    rows.map { row in
      var line = row.map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  mutating func take(_ bytes: [UInt8]) {
    var rest = Substring(String(decoding: bytes, as: UTF8.self)).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": (x, waitsToWrap) = (0, false)
      case "\n": feed()
      case "\u{08}": (x, waitsToWrap) = (max(0, x - 1), false)
      case "\u{1B}": takeSequence(&rest)
      default: print(scalar)
      }
    }
  }

  private mutating func takeSequence(_ rest: inout Substring.UnicodeScalarView) {
    let introducer = rest.popFirst()
    if introducer == "M" { return reverseFeed() }
    guard introducer == "[" else { return complaints.append("not CSI") }
    var parameters = ""
    while let scalar = rest.popFirst() {
      if scalar.value >= 0x40 { return control(scalar, parameters) }
      parameters.unicodeScalars.append(scalar)
    }
    complaints.append("unfinished")
  }

  private mutating func feed() {
    waitsToWrap = false
    guard y == region.upperBound else { return y = min(size.height - 1, y + 1) }
    rows.remove(at: region.lowerBound)
    rows.insert(blankRow, at: region.upperBound)
  }

  private mutating func reverseFeed() {
    waitsToWrap = false
    guard y == region.lowerBound else { return y = max(0, y - 1) }
    rows.remove(at: region.upperBound)
    rows.insert(blankRow, at: region.lowerBound)
  }

  private var blankRow: [Cell] { Array(repeating: Cell(text: " ", look: background), count: size.width) }

  private mutating func control(_ final: Unicode.Scalar, _ parameters: String) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = max(1, numbers.first ?? 1)
    waitsToWrap = false
    switch final {
    case "H":
      (y, x) = (min(size.height, first) - 1, min(size.width, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1)
    case "A": y = max(0, y - first)
    case "B": y = min(size.height - 1, y + first)
    case "C": x = min(size.width - 1, x + first)
    case "D": x = max(0, x - first)
    case "G": x = min(size.width, first) - 1
    case "d": y = min(size.height, first) - 1
    case "J" where numbers == [2] || (x, y) == (0, 0): rows = Self.blank(size)
    case "K": for column in x..<size.width { rows[y][column] = Cell(text: " ", look: background) }
    case "m": for number in numbers { paint(number) }
    case "r":
      let last = numbers.count > 1 ? numbers[1] : size.height
      region = first - 1...min(size.height, last) - 1
      (x, y) = (0, 0)
    case "c" where parameters.hasPrefix("?"): break  // the Linux console's form of its cursor
    case "h", "l": if parameters == "?25" { showsCursor = final == "h" }
    default: complaints.append("\(final) \(parameters)")
    }
  }

  private var background: Set<Int> { look.filter { $0 >= 40 && $0 != 90 } }

  private mutating func paint(_ number: Int) {
    switch number {
    case 0: look = []
    case 1, 4, 7: look.insert(number)
    case 30...37, 90...97:
      look = look.filter { !(30...37).contains($0) && !(90...97).contains($0) }.union([number])
    case 40...47, 100...107:
      look = look.filter { !(40...47).contains($0) && !(100...107).contains($0) }.union([number])
    default: complaints.append("SGR \(number)")
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    let width = columns(of: scalar)
    guard scalar.value >= 0x20, scalar.value != 0x7F else {
      return complaints.append("control \(scalar.value)")
    }
    if width == 0 { return rows[y][waitsToWrap ? x : max(0, x - 1)].text.unicodeScalars.append(scalar) }
    if waitsToWrap || x + width > size.width { return complaints.append("wrapped at \(x) \(y)") }
    rows[y][x] = Cell(text: String(scalar), look: look)
    if width == 2 { rows[y][x + 1] = Cell(text: "", look: look) }
    x += width
    if x == size.width { (x, waitsToWrap) = (size.width - 1, true) }
  }

  private static func blank(_ size: Size) -> [[Cell]] {
    Array(repeating: Array(repeating: Cell(text: " ", look: []), count: size.width), count: size.height)
  }
}
