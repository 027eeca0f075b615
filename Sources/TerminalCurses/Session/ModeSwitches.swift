/// The bytes that take a terminal over and give it back.
struct ModeSwitches: Sendable, Equatable {
  let enter: [UInt8]
  /// Gives back the mouse as well, whether it was taken or not: a crash can't know.
  let leave: [UInt8]
  let takeMouse: [UInt8]
  let giveMouse: [UInt8]

  init(_ capabilities: Capabilities) {
    let modes = capabilities.knowsPrivateModes ? [2004, 1000, 1006] : []
    takeMouse = modes.dropFirst().flatMap { Self.mode($0, "h") }
    giveMouse = modes.dropFirst().reversed().flatMap { Self.mode($0, "l") }
    enter = capabilities.enter + modes.prefix(1).flatMap { Self.mode($0, "h") }
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
