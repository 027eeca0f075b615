/// The keys that a command has instead of its usual ones, in the words of the help page.
package struct KeyOverride: Sendable, Equatable {
  /// As the `:` line names it, as in `note`.
  package var command: String
  /// As in `N`, `F2`, `Ctrl-B`.
  package var keys: [String]

  package init(command: String, keys: [String]) {
    self.command = command
    self.keys = keys
  }
}

/// Why an override can't be used.
package struct KeyFault: Sendable, Equatable {
  /// Which of the overrides.
  package var override: Int
  /// Which of its keys; nil where the command itself is at fault.
  package var key: Int?
  /// What is wrong.
  package var message: String
  /// What would be right.
  package var hint: Hint

  package enum Hint: Sendable, Equatable {
    case words(String)
    /// The one of these that is near to what was written, else these words.
    case oneOf([String], else: String)
  }

  package init(override: Int, key: Int? = nil, message: String, hint: Hint) {
    self.override = override
    self.key = key
    self.message = message
    self.hint = hint
  }
}
