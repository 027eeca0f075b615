package import Domain

/// What a demo needs to go on where the last one stopped: its ports, its pace, when it began, and what was done.
package struct DemoMemory: Sendable, Equatable, Codable {
  package var ports: [String: Int]
  /// Story seconds in a real second: at another pace the night would jump.
  package var pace: Int
  package var beganAt: Timestamp
  package var actions: [Deed]

  package struct Deed: Sendable, Equatable, Codable {
    package var action: DemoAction
    /// Milliseconds of the story, not of the clock.
    package var at: Int64
  }

  package init(ports: [String: Int] = [:], pace: DemoPace, beganAt: Timestamp, actions: [Deed] = []) {
    self.ports = ports
    self.pace = pace.factor
    self.beganAt = beganAt
    self.actions = actions
  }

  /// The story as it is when `elapsed` of it has passed.
  func story(at elapsed: Duration) -> DemoStory {
    var story = DemoStory()
    for deed in actions.sorted(by: { $0.at < $1.at }) {
      story.advance(to: min(elapsed, .milliseconds(deed.at)))
      story.perform(deed.action)
    }
    story.advance(to: elapsed)
    return story
  }
}
