/// The person's own editor, which takes the whole terminal while it runs.
package struct EditorClient: Sendable {
  /// Opens `text` in `$VISUAL` or `$EDITOR` and returns what was left in it; blocks until the editor ends.
  package var edit: @Sendable (_ text: String) throws(EditorFailure) -> String

  package init(edit: @escaping @Sendable (_ text: String) throws(EditorFailure) -> String) {
    self.edit = edit
  }
}

package enum EditorFailure: Error, Sendable, Equatable {
  case noEditor
  case failed(String)
}
