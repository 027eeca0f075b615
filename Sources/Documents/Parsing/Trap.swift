/// A word or number that YAML 1.1 readers take for something else than the text it looks like.
enum Trap: Equatable {
  case boolean
  case baseSixty

  init?(plain text: String) {
    if text.utf8.count <= 5, Self.booleans.contains(text.lowercased()) {
      self = .boolean
      return
    }
    guard text.utf8.first.map(Self.isDigit) == true else { return nil }
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first, let head = first.first, head != "0" || first.count == 1,
      groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }),
      groups.dropFirst().allSatisfy({ $0.count <= 2 && (Int($0) ?? 60) < 60 })
    else { return nil }
    self = .baseSixty
  }

  private static let booleans = ["yes", "no", "on", "off", "true", "false"]

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  var meaning: String {
    switch self {
    case .boolean: "a yes-or-no value"
    case .baseSixty: "a number in base 60"
    }
  }
}
