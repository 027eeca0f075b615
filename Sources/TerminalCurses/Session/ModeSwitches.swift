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
      + (capabilities.showCursor ?? []) + capabilities.leave
  }

  private static func mode(_ number: Int, _ switching: String) -> [UInt8] {
    Array("\u{1B}[?\(number)\(switching)".utf8)
  }
}
