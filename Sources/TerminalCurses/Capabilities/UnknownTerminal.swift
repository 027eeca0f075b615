extension Capabilities {
  /// What nearly every terminal of today understands, for one that terminfo has no entry for.
  static func unknownTerminal(_ name: String) -> Capabilities {
    var known = Capabilities(
      move: Parametrised(Array("\u{1B}[%i%p1%d;%p2%dH".utf8)), clear: escaped("[H\u{1B}[2J"),
      plain: escaped("[m"))
    known.carriageReturn = [0x0D]
    known.down = [0x0A]
    known.left = [0x08]
    known.right = escaped("[C")
    known.rightBy = Parametrised(escaped("[%p1%dC"))
    known.clearToEnd = escaped("[K")
    known.bold = escaped("[1m")
    known.reverse = escaped("[7m")
    known.underline = escaped("[4m")
    known.enter = escaped("[?1049h")
    known.leave = escaped("[?1049l")
    known.hideCursor = escaped("[?25l")
    known.showCursor = escaped("[?25h")
    known.knowsPrivateModes = true
    known.useColors(name.contains("256") ? 256 : 8)
    return known
  }

  private mutating func useColors(_ count: Int) {
    depth = ColorDepth(colors: count, isDirect: false)
    foreground = Parametrised(Self.escaped(count > 8 ? "[38;5;%p1%dm" : "[3%p1%dm"))
    background = Parametrised(Self.escaped(count > 8 ? "[48;5;%p1%dm" : "[4%p1%dm"))
  }

  private static func escaped(_ text: String) -> [UInt8] { [0x1B] + Array(text.utf8) }
}
