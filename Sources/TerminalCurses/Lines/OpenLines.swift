import CNcurses
package import Clients

/// Takes lines from standard input and says lines on standard output, whatever they are, until `close`.
///
/// The terminal keeps its modes: typing a line and mending it are its own. Nothing but text and line ends is
/// written. `ascii` is what there is to say it with; nil asks the locale.
package func openLines(ascii: Bool?) -> LineClient {
  let session = LineSession(isASCII: ascii ?? !Environment.process.isUTF8)
  let bell = session.bell
  return LineClient(
    isTerminal: session.isTerminal, wait: session.wait, wake: { bell_ring(bell) }, say: session.say,
    suspend: { guard_stop() }, lend: session.lend, close: session.close)
}
