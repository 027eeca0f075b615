import CNcurses
package import Clients
import Cells

/// Makes `openTerminal` cheaper for a process that is sure to call it: its guard is a process of its own, and to begin
/// that before there is much memory saves a tenth of a start.
///
/// To be called once, before all else.
package func prepareTerminal() { guard_begin() }

/// Takes over the terminal of standard input and output, until `close` or the end of the process, however that comes.
///
/// To be called before the process has other threads. A name that terminfo does not know is taken for a terminal like
/// most; one that cannot move its cursor fails.
package func openTerminal(_ options: TerminalOptions) throws(TerminalFailure) -> TerminalClient {
  let environment = Environment.process
  let device = try TerminalDevice.standard()
  guard let name = environment["TERM"] else { throw .noTerm }
  let capabilities: Capabilities
  switch TerminfoEntry.named(name, tty: device.descriptor) {
  case .found(let found): capabilities = found
  case .dumb: throw .dumb(name: name)
  case .unknown: capabilities = .unknownTerminal(name)
  }
  return TerminalClient(
    TerminalSession(
      device: device, capabilities: capabilities, options: options, environment: environment, isGuarded: true)
  )
}

extension TerminalClient {
  init(_ session: TerminalSession) {
    let bell = session.bell
    self.init(
      size: { session.size }, present: session.present, wait: session.wait, wake: { bell_ring(bell) },
      suspend: session.suspend, lend: session.lend, takeBack: session.takeBack, repaint: session.repaint,
      use: session.use,
      copy: session.copy, takeMouse: session.takeMouse,
      close: session.close)
  }
}
