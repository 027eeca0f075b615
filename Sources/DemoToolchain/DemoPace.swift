import Domain

/// How fast the demo's night goes by: story seconds in a real second.
package struct DemoPace: Sendable, Equatable {
  package let factor: Int

  /// A factor below 1 is taken as 1.
  package init(factor: Int) { self.factor = max(1, factor) }

  /// Five minutes from the first minute of calm to the all-clear.
  package static let normal = DemoPace(factor: 1)
  /// The same night in less than a minute.
  package static let fast = DemoPace(factor: 8)

  /// The story time that goes by in `real` time.
  package func storyTime(in real: Duration) -> Duration { real * factor }

  /// The real time that `story` time takes.
  package func realTime(for story: Duration) -> Duration { story / factor }

  /// The form of a story time in configuration and playbooks, never shorter than `floor`.
  package func text(_ story: Duration, floor: Duration = .milliseconds(250)) -> String {
    max(story / factor, min(story, floor)).configText
  }
}
