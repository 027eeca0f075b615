/// What a person did at the terminal.
package enum Key: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case alt(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  /// Text that was pasted in one piece (bracketed paste); never to be read as keys.
  case paste(String)
  /// A paste began whose end does not come; what comes is still taken for pasted, until the key Esc.
  case pasteStalled
  case mouse(Mouse)

  package struct Mouse: Hashable, Sendable {
    package var kind: Kind
    package var at: Point

    package enum Kind: Hashable, Sendable { case press, release, wheelUp, wheelDown }

    package init(kind: Kind, at: Point) {
      self.kind = kind
      self.at = at
    }
  }
}
