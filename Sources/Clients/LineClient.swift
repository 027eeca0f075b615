/// A person, or a script, who types lines and gets lines: no cursor, no colour, no screen; used by the loop's thread
/// alone, except `wake`.
package struct LineClient {
  /// True where somebody sits at a terminal, and false where lines come from a pipe or a file.
  package var isTerminal: Bool
  /// Waits for lines, a wake or a signal, at most `timeout` (nil: for ever), and returns what came.
  ///
  /// At a terminal, lines that come at once were pasted, and are one text.
  package var wait: (_ timeout: Duration?) -> [LineEvent]
  /// Ends a `wait` from any thread.
  package var wake: @Sendable () -> Void
  /// Says lines, in order; never blocks.
  package var say: ([String]) -> Void
  /// Stops the process as Ctrl-Z does; returns after `fg`.
  package var suspend: () -> Void
  /// Gives the terminal to `body` (an editor) and takes it back.
  package var lend: (_ body: () -> Void) -> Void
  /// Waits until everything is said, for as long as somebody takes it.
  package var close: () -> Void

  package init(
    isTerminal: Bool, wait: @escaping (_ timeout: Duration?) -> [LineEvent],
    wake: @escaping @Sendable () -> Void, say: @escaping ([String]) -> Void, suspend: @escaping () -> Void,
    lend: @escaping (_ body: () -> Void) -> Void, close: @escaping () -> Void
  ) {
    self.isTerminal = isTerminal
    self.wait = wait
    self.wake = wake
    self.say = say
    self.suspend = suspend
    self.lend = lend
    self.close = close
  }
}

package enum LineEvent: Sendable, Equatable {
  /// A line without its end; as it was typed, so not safe to be shown.
  case line(String)
  /// No line will come any more: the end of a script, or Ctrl-D.
  case ended
  /// SIGINT, which is Ctrl-C.
  case interrupted
  /// SIGTSTP, which is Ctrl-Z: `suspend` does it.
  case stopAsked
  /// SIGTERM: leave at once.
  case terminated
  /// The terminal, or whoever read what was said, is gone.
  case hungUp
}
