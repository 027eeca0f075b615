import Cells
import Documents

/// What one theme's file says, before it is put over what it inherits.
struct ThemePart {
  var title: String?
  var inherits: Located<String>?
  var ground: Located<ColorWord>?
  var palette: [String: Color]
  var roles: [Role: RolePaint]
  var position: Position
  var log: FindingLog
}

/// What a file says of one role.
struct RolePaint {
  var foreground: Located<ColorWord>?
  var background: Located<ColorWord>?
  var emphasis: Style.Emphasis = []
}

/// A colour as it is written.
enum ColorWord {
  case color(Color)
  case named(String)
  /// `default`: what the terminal draws in by itself.
  case own

  /// The sixteen colours of the terminal's own palette.
  static let terminal: [String: Color] = Dictionary(
    uniqueKeysWithValues: [
      "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red",
      "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
    ].enumerated().map { ($1, .ansi(UInt8($0))) })
}

extension Shape where Value == ThemePart {
  static func themePart(_ log: FindingLog) -> Shape {
    .mapping("the theme") { reader in
      _ = reader.required("schema", .word("a schema known here", [("sitrep/theme@1", 1)]))
      return ThemePart(
        title: reader.optional("title", .string),
        inherits: reader.optional("inherits", Shape<String>.string.located),
        ground: reader.optional("ground", Shape<ColorWord>.colorWord.located),
        palette: reader.optional("palette", .dictionary(of: .hexColor), default: [:]),
        roles: reader.optional("roles", .roles, default: [:]), position: reader.position, log: log)
    }
  }
}

extension Shape where Value == [Role: RolePaint] {
  static var roles: Shape {
    .mapping("the list of roles") { reader in
      var roles: [Role: RolePaint] = [:]
      for role in Role.allCases { roles[role] = reader.optional("\(role)", .rolePaint) }
      return roles
    }
  }
}

extension Shape where Value == RolePaint {
  static var rolePaint: Shape {
    .either(
      scalar: Shape<ColorWord>.colorWord.located.map { RolePaint(foreground: $0) },
      collection: .mapping("a role") { reader in
        var paint = RolePaint(
          foreground: reader.optional("fg", Shape<ColorWord>.colorWord.located),
          background: reader.optional("bg", Shape<ColorWord>.colorWord.located))
        if reader.optional("bold", .bool, default: false) { paint.emphasis.insert(.bold) }
        if reader.optional("underline", .bool, default: false) { paint.emphasis.insert(.underline) }
        if reader.optional("reverse", .bool, default: false) { paint.emphasis.insert(.reverse) }
        return paint
      })
  }
}

extension Shape where Value == Color {
  static var hexColor: Shape { .scalar("a colour", example: "\"#5fafd7\"") { hex($0) } }
}

extension Shape where Value == ColorWord {
  static var colorWord: Shape {
    .scalar("a colour", example: "\"#5fafd7\", a name from the palette, or default") { text in
      guard !text.hasPrefix("#") else { return hex(text).map { .color($0) } }
      return text == "default" ? .own : text.isEmpty ? nil : .named(text)
    }
  }
}

/// `#rrggbb`, in quotes because `#` begins a comment in YAML.
private func hex(_ text: String) -> Color? {
  guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit),
    let value = UInt32(text.dropFirst(), radix: 16)
  else { return nil }
  return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
}
