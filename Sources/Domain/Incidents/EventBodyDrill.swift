/// A row of a drill's script that came, or did not come, to the players.
package struct DrillInject: Sendable, Equatable, Codable {
  /// The row's identifier in the drill's file.
  package var inject: String
  package var number: Int
  package var state: State
  /// From whom it seems to come, and how, as in `monitoring, page`.
  package var from: String
  /// What the players were told.
  package var text: String
  /// When it was planned for, as time from the beginning.
  package var plannedMilliseconds: Int64?

  package enum State: String, Sendable, Equatable, Codable, CaseIterable {
    case fired, held, skipped
  }

  package init(
    inject: String, number: Int, state: State, from: String, text: String, planned: Duration? = nil
  ) {
    self.inject = inject
    self.number = number
    self.state = state
    self.from = from
    self.text = text
    plannedMilliseconds = planned?.milliseconds
  }
}

/// How well an objective of a drill was reached; never how good a person was.
package struct DrillRating: Sendable, Equatable, Codable {
  /// The objective's identifier in the drill's file.
  package var objective: String
  package var title: String
  package var grade: Grade
  package var text: String?

  /// HSEEP: performed without challenges, with some, with major ones, unable to be performed.
  package enum Grade: String, Sendable, Equatable, Codable, CaseIterable {
    case performed = "P"
    case some = "S"
    case major = "M"
    case unable = "U"
  }

  package init(objective: String, title: String, grade: Grade, text: String? = nil) {
    self.objective = objective
    self.title = title
    self.grade = grade
    self.text = text
  }
}
