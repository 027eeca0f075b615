import Cells

/// What a terminal can do and the bytes that make it do so, as a value.
struct Capabilities: Sendable, Equatable {
  var move: Parametrised
  var carriageReturn: [UInt8]?
  var down: [UInt8]?
  var up: [UInt8]?
  var left: [UInt8]?
  var right: [UInt8]?
  var downBy: Parametrised?
  var upBy: Parametrised?
  var leftBy: Parametrised?
  var rightBy: Parametrised?
  var toColumn: Parametrised?
  var toRow: Parametrised?

  var clear: [UInt8]
  var clearToEnd: [UInt8]?

  /// Confines scrolling to rows from the first to the last; nil where the terminal cannot.
  var scrollRegion: Parametrised?
  /// Scrolls up by a row, from the last row.
  var scrollUp: [UInt8]?
  /// Scrolls down by a row, from the first row.
  var scrollDown: [UInt8]?

  var plain: [UInt8]
  var bold: [UInt8]?
  var reverse: [UInt8]?
  var underline: [UInt8]?
  var foreground: Parametrised?
  var background: Parametrised?
  var depth: ColorDepth = .none
  /// What may not be combined with colours (terminfo's `ncv`).
  var notWithColor: Style.Emphasis = []

  var enter: [UInt8] = []
  var leave: [UInt8] = []
  var hideCursor: [UInt8]?
  var showCursor: [UInt8]?
  /// Synchronised output, 1 to begin and 2 to end.
  var synchronised: Parametrised?

  /// Writing into the last column moves the cursor on (`am`).
  var wraps = true
  /// The cursor waits in the last column until the next character (`xenl`).
  var wrapsLate = true
  /// The cursor may move while attributes are on (`msgr`).
  var movesWithAttributes = true
  /// Erased cells take the background colour (`bce`).
  var erasesWithBackground = false
  /// It takes the private modes of xterm: bracketed paste, mouse.
  var knowsPrivateModes = false

  var keys: [KeySequence] = []
}
