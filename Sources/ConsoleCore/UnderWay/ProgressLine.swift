import Domain

/// The line that a long task on the command line draws over and over: nothing while it is quick.
package struct ProgressLine: Sendable {
  private let what: String
  private let began: Duration
  private var lastShown: Duration?

  package init(_ what: String, at moment: Duration) {
    self.what = what
    began = moment
  }

  package var isShown: Bool { lastShown != nil }

  /// What to write now; nil where nothing new is to be said.
  package mutating func text(done: Int64, of all: Int64, at moment: Duration) -> String? {
    guard moment - began >= .milliseconds(300), moment - (lastShown ?? began) >= .milliseconds(100) else {
      return nil
    }
    lastShown = moment
    let share = all > 0 ? " (\(done * 100 / all)%)" : ""
    return "\(what): \(done) of \(all)\(share), \((moment - began).clockText) so far; Ctrl-C stops it"
  }
}
