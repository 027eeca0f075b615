import TerminalCurses

extension TerminalFailure {
  /// Why there is no full screen, and what to do.
  var words: String {
    switch self {
    case .notATerminal:
      "this is no terminal, so here is the state as text; sitrep status gives it any time, sitrep --plain goes on by lines"
    case .noTerm:
      "TERM is not set, so here is the state as text; set it, as in TERM=xterm-256color, or take sitrep --plain"
    case .dumb(let name):
      "the terminal \(name) can't move its cursor, so here is the state as text; sitrep --plain works by lines"
    case .notUsable(let code):
      "the terminal's modes can't be set (error \(code)), so here is the state as text; sitrep --plain works by lines"
    }
  }
}
