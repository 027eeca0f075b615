import Cells

@testable import TerminalCurses

/// What the system's terminfo says of a name.
func capabilities(of name: String) -> Capabilities {
  switch TerminfoEntry.named(name, tty: -1) {
  case .found(let found): found
  case .dumb, .unknown: .unknownTerminal(name)
  }
}

func painter(_ name: String, palette: Palette = .standard, isASCII: Bool = false) -> Painter {
  Painter(capabilities: capabilities(of: name), palette: palette, isASCII: isASCII)
}

func text(_ bytes: [UInt8]) -> String {
  String(decoding: bytes, as: UTF8.self).replacing("\u{1B}", with: "␛")
}
