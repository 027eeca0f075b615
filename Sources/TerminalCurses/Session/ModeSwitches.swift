/// The bytes that take a terminal over and give it back.
struct ModeSwitches: Sendable, Equatable {
  let enter: [UInt8]
  let leave: [UInt8]

  init(_ capabilities: Capabilities, mouse: Bool) {
    let modes = capabilities.knowsPrivateModes ? [2004] + (mouse ? [1000, 1006] : []) : []
    enter = capabilities.enter + modes.flatMap { Self.mode($0, "h") }
    leave =
      (capabilities.synchronised?(2) ?? []) + modes.reversed().flatMap { Self.mode($0, "l") }
      + capabilities.plain
      + (capabilities.showCursor ?? []) + Self.wholeScreen(capabilities) + capabilities.leave
  }

  /// Ends a confined scrolling that was cut short: the alternate screen would leave it to the shell.
  private static func wholeScreen(_ capabilities: Capabilities) -> [UInt8] {
    capabilities.scrollRegion?(0, 0).starts(with: [0x1B, 0x5B]) == true ? Array("\u{1B}[r".utf8) : []
  }

  private static func mode(_ number: Int, _ switching: String) -> [UInt8] {
    Array("\u{1B}[?\(number)\(switching)".utf8)
  }
}
