package import Cells

/// What a person or the configuration asks of the terminal; nil leaves it to the environment.
package struct TerminalOptions: Sendable {
  package var palette: Palette
  /// Plain ASCII; nil: unless the locale says UTF-8.
  package var ascii: Bool?
  /// Colours; nil: unless `NO_COLOR` is set.
  ///
  /// A terminal without colours never gets any.
  package var color: Bool?
  /// Clicks and the wheel; the terminal's own selection then needs Shift.
  package var mouse: Bool
  /// A descriptor whose end takes the kernel its time: the terminal's guard ends it, after this process is gone.
  package var endedLast: Int32?

  package init(
    palette: Palette = .standard, ascii: Bool? = nil, color: Bool? = nil, mouse: Bool = false,
    endedLast: Int32? = nil
  ) {
    self.palette = palette
    self.ascii = ascii
    self.color = color
    self.mouse = mouse
    self.endedLast = endedLast
  }
}

/// Why there can be no full screen: a fact, its words are with the command line.
package enum TerminalFailure: Error, Sendable, Equatable {
  /// Standard input or output is not a terminal.
  case notATerminal
  /// TERM is not set.
  case noTerm
  /// The terminal cannot move its cursor.
  case dumb(name: String)
  /// The terminal's modes could not be set: the system's error number.
  case notUsable(errno: Int32)
}
