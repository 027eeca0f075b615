import Cells
import Documents
import FoundationEssentials
import Settings
import Testing

/// The files of Themes/.
struct ShippedThemes {
  static let folder = String(#filePath.dropLast("Tests/ShippedTests/ShippedThemes.swift".count)) + "Themes"

  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }.sorted()

  private static func file(_ name: String) -> (file: String, source: String)? {
    FileManager.default.contents(atPath: "\(folder)/\(name).yaml")
      .map { (file: "\(name).yaml", source: String(decoding: $0, as: UTF8.self)) }
  }

  private static func read(_ name: String) throws -> (theme: Theme?, findings: [Finding]) {
    let found = try #require(file(name))
    return readTheme(found.source, name: name, file: found.file, named: Self.file)
  }

  private static func palette(_ name: String) throws -> Palette { try #require(try read(name).theme).palette }

  @Test func `the promised themes are there`() {
    #expect(
      Set(["dark", "light", "high-contrast", "colour-blind", "solarized", "monochrome"]).isSubset(
        of: Self.names))
  }

  @Test(arguments: names)
  func `a shipped theme is read without a finding`(_ name: String) throws {
    let (theme, findings) = try Self.read(name)
    #expect(findings.map(\.text) == [])
    #expect(theme?.title != name)
  }

  @Test(arguments: names)
  func `every role stands out from its ground by 4.5 to 1 or more`(_ name: String) throws {
    let palette = try Self.palette(name)
    for role in Role.allCases {
      guard let contrast = Sight.normal.contrast(of: palette[role]) else {
        // Where both are the terminal's own, so is the contrast; half of a pair would be chance.
        #expect(palette[role].foreground == nil && palette[role].background == nil, "\(name): \(role)")
        continue
      }
      #expect(contrast >= 4.5, "\(name): \(role)")
    }
  }

  @Test func `with high contrast it is 7 to 1`() throws {
    let palette = try Self.palette("high-contrast")
    let lowest = Role.allCases.compactMap { Sight.normal.contrast(of: palette[$0]) }.min()
    #expect(try #require(lowest) >= 7)
  }

  @Test(arguments: [Sight.protanopia, .deuteranopia])
  func `the colour-blind theme keeps its contrast in eyes without red or green`(_ sight: Sight) throws {
    let palette = try Self.palette("colour-blind")
    for role in Role.allCases { #expect(try #require(sight.contrast(of: palette[role])) >= 4.5, "\(role)") }
  }

  @Test(arguments: [Sight.protanopia, .deuteranopia])
  func `the colour-blind theme keeps the states apart in eyes without red or green`(_ sight: Sight) throws {
    let palette = try Self.palette("colour-blind")
    for (one, other) in [(Role.ok, Role.degraded), (.ok, .down), (.degraded, .down)] {
      #expect(try #require(sight.distance(palette[one], palette[other])) >= 30, "\(one) and \(other)")
    }
  }

  @Test func `green and red of the dark theme do look alike to such eyes`() throws {
    let palette = try Self.palette("dark")
    let distances = try [Sight.normal, .deuteranopia].map {
      try #require($0.distance(palette[.ok], palette[.down]))
    }
    #expect(distances[0] > 60)
    #expect(distances[1] < 10)
  }
}
