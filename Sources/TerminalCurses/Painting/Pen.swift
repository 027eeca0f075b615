import Cells

/// How the terminal draws a cell: colours by number, nil for its own, and emphasis.
struct Pen: Hashable, Sendable {
  var foreground: Int?
  var background: Int?
  var emphasis: Style.Emphasis = []

  static let plain = Pen()

  /// Whether a blank that is drawn with it shows its background alone.
  ///
  /// Asked for thousands of cells of a full frame: a set made for each took a third of painting it.
  private var isFlat: Bool { emphasis.rawValue & Self.seenOnBlanks.rawValue == 0 }

  private static let seenOnBlanks: Style.Emphasis = [.reverse, .underline]

  /// Whether a blank drawn with this pen looks like one drawn with the other.
  func drawsSameBlank(as other: Pen) -> Bool {
    self == other || (isFlat && other.isFlat && background == other.background)
  }
}

/// The pen of each style, under one palette on one terminal.
struct PenBox: Sendable {
  private let pens: [Pen]

  init(palette: Palette, depth: ColorDepth, notWithColor: Style.Emphasis = []) {
    let palette = depth.palette(for: palette)
    pens = Role.allCases.flatMap { role in
      (UInt8(0)..<8).map { emphasis in
        let paint = palette[role]
        var pen = Pen(
          foreground: depth.number(of: paint.foreground), background: depth.number(of: paint.background),
          emphasis: paint.emphasis.union(Style.Emphasis(rawValue: emphasis)))
        if depth.needsBold(for: paint.foreground) { pen.emphasis.insert(.bold) }
        if pen.foreground != nil || pen.background != nil { pen.emphasis.subtract(notWithColor) }
        return pen
      }
    }
  }

  subscript(style: Style) -> Pen { pens[Int(style.role.rawValue) * 8 + Int(style.emphasis.rawValue & 7)] }
}

extension Capabilities {
  /// The bytes that change from one pen to another; from nil, whatever it was before.
  func change(from old: Pen?, to new: Pen) -> [UInt8] {
    guard let old, isAddition(from: old, to: new) else {
      return Self.merged([plain] + additions(from: .plain, to: new))
    }
    return Self.merged(additions(from: old, to: new))
  }

  /// Attributes can be switched on one by one, but only off all together.
  private func isAddition(from old: Pen, to new: Pen) -> Bool {
    new.emphasis.isSuperset(of: old.emphasis) && (old.foreground == nil || new.foreground != nil)
      && (old.background == nil || new.background != nil)
  }

  private func additions(from old: Pen, to new: Pen) -> [[UInt8]] {
    let added = new.emphasis.subtracting(old.emphasis)
    var parts: [[UInt8]?] = []
    if added.contains(.bold) { parts.append(bold) }
    if added.contains(.underline) { parts.append(underline) }
    if added.contains(.reverse) { parts.append(reverse) }
    if let color = new.foreground, color != old.foreground { parts.append(foreground?(color)) }
    if let color = new.background, color != old.background { parts.append(background?(color)) }
    return parts.compactMap(\.self)
  }

  /// Neighbouring SGR sequences in one: `ESC [ 1 m`, `ESC [ 31 m` become `ESC [ 1;31 m`.
  private static func merged(_ parts: [[UInt8]]) -> [UInt8] {
    let isSGR = parts.allSatisfy {
      $0.starts(with: [0x1B, 0x5B]) && $0.last == 0x6D && $0.filter { $0 == 0x1B }.count == 1
    }
    guard parts.count > 1, isSGR else { return Array(parts.joined()) }
    return [0x1B, 0x5B] + Array(parts.map { $0.dropFirst(2).dropLast() }.joined(separator: [0x3B])) + [0x6D]
  }
}
