package import Cells

/// The person's terminal; used by the event loop's thread alone, except `wake`.
package struct TerminalClient {
  package var size: () -> Size
  /// Shows a frame.
  ///
  /// Never blocks: while the terminal does not take bytes, frames are dropped and the newest wins.
  package var present: (Frame) -> Void
  /// Waits for input, a wake or a signal, at most `timeout` (nil: for ever), and returns what came.
  package var wait: (_ timeout: Duration?) -> [TerminalEvent]
  /// Ends a `wait` from any thread.
  package var wake: @Sendable () -> Void
  /// Stops the process as Ctrl-Z does, with the terminal whole; returns after `fg`.
  package var suspend: () -> Void
  /// Gives the whole terminal to another program (an editor) until `takeBack`: nothing is shown, and no key is read.
  package var lend: () -> Void
  package var takeBack: () -> Void
  /// Sends every cell anew with the next frame.
  package var repaint: () -> Void
  /// Sends every cell anew with the next frame, in the colours of another palette.
  package var use: (Palette) -> Void
  /// Copies text to the person's own clipboard through the terminal (OSC 52); false where it is too long.
  package var copy: (String) -> Bool
  /// Takes clicks and the wheel, or leaves them to the terminal.
  package var takeMouse: (Bool) -> Void
  package var close: () -> Void

  package init(
    size: @escaping () -> Size, present: @escaping (Frame) -> Void,
    wait: @escaping (_ timeout: Duration?) -> [TerminalEvent], wake: @escaping @Sendable () -> Void,
    suspend: @escaping () -> Void, lend: @escaping () -> Void, takeBack: @escaping () -> Void,
    repaint: @escaping () -> Void, use: @escaping (Palette) -> Void,
    copy: @escaping (String) -> Bool, takeMouse: @escaping (Bool) -> Void, close: @escaping () -> Void
  ) {
    self.size = size
    self.present = present
    self.wait = wait
    self.wake = wake
    self.suspend = suspend
    self.lend = lend
    self.takeBack = takeBack
    self.repaint = repaint
    self.use = use
    self.copy = copy
    self.takeMouse = takeMouse
    self.close = close
  }
}

package enum TerminalEvent: Sendable, Equatable {
  case key(Key)
  case resized(Size)
  /// SIGINT from outside (Ctrl-C arrives as a key).
  case interrupted
  /// SIGTSTP from outside (Ctrl-Z arrives as a key): `suspend` does it.
  case stopAsked
  /// SIGTERM: leave at once, whole.
  case terminated
  /// The terminal is gone (SIGHUP, end of file, EIO).
  case hungUp
  /// Going on after a stop that nobody could catch.
  case resumed
}
