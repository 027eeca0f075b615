package import Cells
import Domain
import PlaybookEngine

/// The walk through the demo: what the person has seen that the rest of the state does not tell.
package struct Tour: Sendable, Equatable {
  package var hasSeenService = false
  package var hasExported = false

  package init() {}
}

/// One sentence of the tour: where to look, and what to press next.
package struct TourStep: Sendable {
  package var says: SafeText
  /// The keys that the sentence names; none where there is only something to look at.
  package var keys: [Key]
  /// The sentence where the console is used by lines, and the lines that it names.
  package var spoken: SafeText
  package var lines: [String]
  /// Whether the console is where this sentence belongs.
  var isNow: @Sendable (State) -> Bool

  init(
    _ says: SafeText, _ keys: [Key] = [], spoken: SafeText, typing lines: [String] = [],
    when isNow: @escaping @Sendable (State) -> Bool
  ) {
    self.says = says
    self.keys = keys
    self.spoken = spoken
    self.lines = lines
    self.isNow = isNow
  }
}

extension State {
  /// What the tour says now; nil where nobody takes it.
  ///
  /// It follows from where the console is, so whoever leaves the path is shown the way on from there.
  package var tourStep: TourStep? {
    tour == nil ? nil : TourStep.all.first { $0.isNow(self) }
  }

  /// Esc leaves the tour where it does not close a dialog; true where it did.
  mutating func leavesTour(with key: Key) -> Bool {
    guard tour != nil, dialog == nil, key == .escape else { return false }
    tour = nil
    tell("the tour is over; the demo goes on, \(self.keys.name(of: .help)) explains each screen")
    return true
  }

  /// Notes what was seen, so that the tour does not ask for it again.
  mutating func followTour() {
    if case .service = screen { tour?.hasSeenService = true }
  }
}
