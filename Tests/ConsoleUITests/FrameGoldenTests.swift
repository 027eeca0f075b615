import Cells
import ConsoleUI
import Support
import Testing

@Suite struct FrameGoldenTests {
  static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
  ]
  static let small = [Size(width: 60, height: 16), Size(width: 39, height: 10), Size(width: 20, height: 1)]

  @Test(arguments: Scene.all, sizes)
  func `a screen looks as drawn`(scene: Scene, size: Size) throws {
    let frame = draw(try scene.state(size))
    assertGolden(drawing(of: frame), named: "\(scene.name)-\(size.width)x\(size.height)")
  }

  @Test(arguments: Scene.main, small)
  func `a small window keeps what matters most`(scene: Scene, size: Size) throws {
    let frame = draw(try scene.state(size))
    assertGolden(drawing(of: frame), named: "\(scene.name)-\(size.width)x\(size.height)")
  }

  @Test(arguments: Scene.all)
  func `the smallest window has what matters`(scene: Scene) throws {
    let frame = draw(try scene.state(Size(width: 40, height: 12)))
    assertGolden(drawing(of: frame), named: "\(scene.name)-40x12")
  }

  /// The roles are those of the same frame above: only the letters differ.
  @Test(arguments: Scene.screens, [Size(width: 40, height: 12)] + sizes)
  func `a screen in ASCII looks as drawn`(scene: Scene, size: Size) throws {
    let frame = draw(try scene.state(size))
    assertGolden(asciiText(of: frame) + "\n", named: "\(scene.name)-\(size.width)x\(size.height)-ascii")
  }
}

/// The frame as people see it, then the cursor, then each row's roles (`:`) and emphasis (`+`) where it has any.
func drawing(of frame: Frame) -> String {
  var lines = frame.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  lines.append("== cursor \(frame.cursor.map { "\($0.x),\($0.y)" } ?? "hidden")")
  var row = -1
  for line in frame.roleLines.split(separator: "\n", omittingEmptySubsequences: false) {
    switch line.first {
    case ":", "+": lines.append("\(row < 10 ? " " : "")\(row)\(line)")
    default: row += 1
    }
  }
  return lines.joined(separator: "\n") + "\n"
}

/// The frame as a terminal without UTF-8 shows it.
func asciiText(of frame: Frame) -> String {
  (0..<frame.size.height).map { y in
    var line = ""
    for x in 0..<frame.size.width {
      let base = frame[x, y].base
      line.unicodeScalars.append(UnicodeScalar(base == 0 ? 0x3F : transliterated(base)))
    }
    while line.last == " " { line.removeLast() }
    return line
  }.joined(separator: "\n")
}
