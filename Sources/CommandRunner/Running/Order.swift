import Clients
import Domain

/// A program to be run, and how its end is to be treated.
struct Order: Sendable {
  var run: UniqueID?
  var argv: [String]
  /// `NAME=value`; nothing else is passed on.
  var environment: [String]
  var workingDirectory: String?
  var timeout: Duration
  var kind: Kind
  var deliver: @Sendable (CommandProgress) -> Void

  enum Kind: Sendable {
    /// Asked for by a person: streamed, told when all is over, and what it leaves running is left running.
    case command
    /// One of many: waits its turn, answers at its timeout, and leaves nothing behind.
    case probe
    /// For a secret: neither streamed nor left behind.
    case secret
  }
}
