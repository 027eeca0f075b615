/// Columns that a string takes on the screen.
package func columns(of text: String) -> Int {
  text.reduce(0) { $0 + columns(of: $1) }
}

/// Columns that one character takes: 0, 1 or 2.
package func columns(of character: Character) -> Int {
  1
}
