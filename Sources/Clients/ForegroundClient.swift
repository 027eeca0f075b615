/// The person's own editor and shell, which have the whole terminal while they run; one at a time.
///
/// Both return at once, and deliver when the program has ended.
package struct ForegroundClient: Sendable {
  /// Opens `text` in `$VISUAL` or `$EDITOR` and delivers what was left in it.
  package var edit:
    @Sendable (_ text: String, _ deliver: @escaping @Sendable (Result<String, EditorFailure>) -> Void) -> Void
  /// Opens `$SHELL` below a line of words, with these variables besides ours; delivers why it could not, or nil.
  package var openShell:
    @Sendable (
      _ words: String, _ variables: [String: String], _ deliver: @escaping @Sendable (String?) -> Void
    ) -> Void
  /// Tells what still runs that its terminal is gone.
  package var hangUp: @Sendable () -> Void

  package init(
    edit:
      @escaping @Sendable (
        _ text: String, _ deliver: @escaping @Sendable (Result<String, EditorFailure>) -> Void
      ) -> Void,
    openShell:
      @escaping @Sendable (
        _ words: String, _ variables: [String: String], _ deliver: @escaping @Sendable (String?) -> Void
      ) -> Void,
    hangUp: @escaping @Sendable () -> Void
  ) {
    self.edit = edit
    self.openShell = openShell
    self.hangUp = hangUp
  }
}

package enum EditorFailure: Error, Sendable, Equatable {
  case noEditor
  case failed(String)
}
