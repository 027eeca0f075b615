import Cells
import Settings

extension State {
  /// Gives pasted text to the field in front; where there is none it does nothing, whatever letters are in it.
  mutating func paste(_ key: Key) -> [Effect] {
    if key == .paste("") {
      hint("the paste is over")
      return []
    }
    guard fieldInFront != nil else {
      hint(
        dialog == nil
          ? "pasted text goes into a field; \(keys.name(of: .note)) opens a note"
          : "pasted text answers nothing: type it, or Esc leaves")
      return []
    }
    return warningOfFullField(after: key) { $0.pressInDialog(key) }
  }

  /// Says so where a text did not fit into its field.
  mutating func warningOfFullField(after key: Key, _ body: (inout State) -> [Effect]) -> [Effect] {
    let effects = body(&self)
    switch key {
    case .character, .paste: if fieldInFront?.isFull == true { warn(Self.fullWords) }
    default: break
    }
    return effects
  }

  static let fullWords: SafeText = "the field is full: the end of that text was left out"

  /// The field that takes text as it is pasted; a confirmation has none.
  private var fieldInFront: TextField? {
    switch dialog {
    case .prompt(let prompt): prompt.fields[prompt.active].field
    case .update(let draft): draft[field: draft.active]
    case .filter(let field): field
    case .commandLine(let line): line.field
    case .declare(let form): form.focus == .title ? form.title : nil
    case .confirmRun, .choice, .confirm, .firstHints, nil: nil
    }
  }
}
