import Cells
import Glibc
import Testing

/// How a pair of eyes sees colours, with measures of what they can tell apart.
///
/// The simulation is the one of Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color
/// vision deficiency, IEEE TVCG 15(6), 2009, at severity 1.0, on linear RGB.
struct Sight: Sendable, CustomTestStringConvertible {
  var testDescription: String
  private var matrix: [[Double]]

  static let normal = Sight(
    testDescription: "all three", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
  static let protanopia = Sight(
    testDescription: "protanopia",
    matrix: [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ])
  static let deuteranopia = Sight(
    testDescription: "deuteranopia",
    matrix: [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ])

  /// The contrast ratio of a role, 1 to 21; nil where a colour is the terminal's own.
  ///
  /// WCAG 2.2, "contrast ratio": (lighter + 0.05) / (darker + 0.05) of the relative luminances.
  func contrast(of paint: Palette.Paint) -> Double? {
    guard let front = seen(paint.foreground), let back = seen(paint.background) else { return nil }
    let luminances = [Self.luminance(front), Self.luminance(back)].sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }

  /// How far apart two roles' letters look: the distance in CIELAB (CIE 1976), of which 2.3 can just be noticed.
  func distance(_ one: Palette.Paint, _ other: Palette.Paint) -> Double? {
    guard let left = seen(one.foreground).map(Self.lab), let right = seen(other.foreground).map(Self.lab)
    else { return nil }
    return zip(left, right).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  /// Linear red, green and blue as they arrive.
  private func seen(_ color: Color?) -> [Double]? {
    guard case .rgb(let red, let green, let blue)? = color else { return nil }
    let linear = [red, green, blue].map(Self.linear)
    return matrix.map { row in min(1, max(0, zip(row, linear).map(*).reduce(0, +))) }
  }

  /// Undoes the transfer function of sRGB (IEC 61966-2-1).
  private static func linear(_ value: UInt8) -> Double {
    let share = Double(value) / 255
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }

  private static func luminance(_ rgb: [Double]) -> Double {
    0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
  }

  /// CIELAB under D65.
  private static func lab(_ rgb: [Double]) -> [Double] {
    let x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047
    let z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883
    func root(_ value: Double) -> Double { value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116 }
    let (fx, fy, fz) = (root(x), root(luminance(rgb)), root(z))
    return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
  }
}
