/// Somebody who has a console open on the record: not part of it, and gone with the console.
package struct ConsolePresence: Sendable, Equatable {
  package var login: String
  package var host: String
  package var process: Int32
  package var since: Timestamp
  /// What is on the screen there, as in `INC-7, step 4`.
  package var lookingAt: String

  package init(login: String, host: String, process: Int32, since: Timestamp, lookingAt: String) {
    self.login = login
    self.host = host
    self.process = process
    self.since = since
    self.lookingAt = lookingAt
  }

  /// Who it is and since when, as in `ana@bastion since 03:02 UTC (process 4711)`.
  package var words: String { "\(login)@\(host) since \(since.minuteText) UTC (process \(process))" }
}
