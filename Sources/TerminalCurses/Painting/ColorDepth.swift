import Cells

/// How many colours a terminal shows.
enum ColorDepth: Sendable, Equatable {
  case none, eight, sixteen, indexed, direct

  init(colors: Int, isDirect: Bool) {
    self =
      switch colors {
      case ..<8: .none
      case ..<16: .eight
      case ..<256: .sixteen
      default: isDirect ? .direct : .indexed
      }
  }

  /// What is shown of a palette: with sixteen colours or fewer the standard one, unless it keeps to them.
  ///
  /// Two colours that are far enough apart to be read may have the same nearest one of sixteen.
  func palette(for wanted: Palette) -> Palette {
    switch self {
    case .none: .monochrome
    case .eight, .sixteen: wanted.isTerminalsOwn ? wanted : .standard
    case .indexed, .direct: wanted
    }
  }

  /// The number of the nearest colour that there is; nil for the terminal's own.
  ///
  /// Eight colours have no dark grey that could be told from black, so it becomes the terminal's own foreground.
  func number(of color: Color?) -> Int? {
    switch (self, color) {
    case (.none, _), (_, nil), (.eight, .ansi(8)): nil
    case (.eight, .ansi(let index)): Int(index % 8)
    case (.eight, .rgb(let red, let green, let blue)): number(of: .ansi(Self.nearestANSI(red, green, blue)))
    case (.direct, .ansi(let index)) where index >= 8: Self.packed(Self.ansi[Int(index % 16)])
    case (_, .ansi(let index)): Int(index % 16)
    case (.sixteen, .rgb(let red, let green, let blue)): Int(Self.nearestANSI(red, green, blue))
    case (.indexed, .rgb(let red, let green, let blue)): Self.nearestIndexed(red, green, blue)
    // Numbers below 8 are the palette's, so the darkest blues lose a shade nobody sees.
    case (.direct, .rgb(let red, let green, let blue)): max(8, Self.packed((red, green, blue)))
    }
  }

  /// Whether bold has to stand for the bright half of the sixteen.
  func needsBold(for color: Color?) -> Bool {
    guard self == .eight else { return false }
    return switch color {
    case .ansi(let index): index > 8
    case .rgb(let red, let green, let blue): Self.nearestANSI(red, green, blue) > 8
    case nil: false
    }
  }

  private typealias RGB = (UInt8, UInt8, UInt8)

  /// The sixteen as xterm shows them.
  private static let ansi: [RGB] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255),
    (0, 255, 255), (255, 255, 255),
  ]

  private static func packed(_ color: RGB) -> Int { Int(color.0) << 16 | Int(color.1) << 8 | Int(color.2) }

  private static func nearestANSI(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let distances = ansi.map { distance($0, (red, green, blue)) }
    return UInt8(distances.indices.min { distances[$0] < distances[$1] } ?? 7)
  }

  /// The nearest of xterm's cube of 6 x 6 x 6 and its 24 greys.
  private static func nearestIndexed(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    func step(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
    let cube = (step(red), step(green), step(blue))
    let grey = min(23, max(0, (Int(red) + Int(green) + Int(blue)) / 3 - 3) / 10)
    let level = UInt8(8 + 10 * grey)
    let inCube = distance((levels[cube.0], levels[cube.1], levels[cube.2]), (red, green, blue))
    let inGreys = distance((level, level, level), (red, green, blue))
    return inGreys < inCube ? 232 + grey : 16 + 36 * cube.0 + 6 * cube.1 + cube.2
  }

  private static func distance(_ left: RGB, _ right: RGB) -> Int {
    let red = Int(left.0) - Int(right.0)
    let green = Int(left.1) - Int(right.1)
    let blue = Int(left.2) - Int(right.2)
    return red * red + green * green + blue * blue
  }
}
