/// A colour as a theme names it; the terminal shows the nearest that it has.
package enum Color: Hashable, Sendable {
  /// One of the 16 colours of the terminal's own palette.
  case ansi(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

/// The colours of every role; nil leaves the terminal's own.
package struct Palette: Hashable, Sendable {
  package struct Paint: Hashable, Sendable {
    package var foreground: Color?
    package var background: Color?
    package var emphasis: Style.Emphasis

    package init(foreground: Color? = nil, background: Color? = nil, emphasis: Style.Emphasis = []) {
      self.foreground = foreground
      self.background = background
      self.emphasis = emphasis
    }
  }

  private var paints: [Paint]

  package init(_ paint: (Role) -> Paint) { paints = Role.allCases.map(paint) }

  package subscript(role: Role) -> Paint { paints[Int(role.rawValue)] }

  /// Whether it stays within the terminal's own sixteen colours.
  package var isTerminalsOwn: Bool {
    paints.flatMap { [$0.foreground, $0.background] }.allSatisfy {
      if case .rgb? = $0 { false } else { true }
    }
  }
}
