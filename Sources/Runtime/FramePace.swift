import ConsoleCore
import Domain

/// When a frame is worth drawing: at once for what a person did, together for what many probes say.
///
/// With thousands of checks a frame for each sample would cost more than all the probing.
struct FramePace {
  /// Frames for samples alone that a second may have before they have to wait for each other.
  private static let freely = 20
  private static let apart: Duration = .milliseconds(100)

  private var second: Timestamp
  private var frames = 0
  private var shownAt: Duration = .zero
  /// Something was taken in that the screen does not show yet.
  private var isBehind = false

  init(second: Timestamp) { self.second = second }

  /// Whether the screen is to show the state that these actions led to.
  mutating func isDue(after actions: [Action], second: Timestamp, at now: Duration) -> Bool {
    if second != self.second { return true }
    // What a tick leads to is told by what comes back from it, or shown with the next second.
    let news = actions.filter { if case .ticked = $0 { false } else { true } }
    if !news.isEmpty { isBehind = true }
    let isAwaited = news.contains { if case .sampled = $0 { false } else { true } }
    return isAwaited || (isBehind && (frames < Self.freely || now - shownAt >= Self.apart))
  }

  mutating func shown(second: Timestamp, at now: Duration) {
    frames = second == self.second ? frames + 1 : 0
    self.second = second
    shownAt = now
    isBehind = false
  }

  /// How long what is not shown yet may still wait; nil where the screen shows all.
  func patience(at now: Duration) -> Duration? {
    isBehind ? max(.zero, shownAt + Self.apart - now) : nil
  }
}
