import Cells
package import Domain

/// The record says something else than before: shown over everything until it was read, and marked from then on.
package struct RecordAlarm: Sendable, Equatable {
  package var alarm: WitnessAlarm
  /// The record's file.
  package var database: String
  /// The file that holds what was seen.
  package var witness: String
  package var isRead = false

  package init(alarm: WitnessAlarm, database: String, witness: String) {
    self.alarm = alarm
    self.database = database
    self.witness = witness
  }
}

extension State {
  /// True while the alarm hides the screen.
  package var isAlarmUp: Bool { alarm?.isRead == false && dialog == nil }

  /// Nothing is blocked: Enter goes on with the incident, whatever the record is worth.
  mutating func pressInAlarm(_ key: Key) -> [Effect] {
    guard key == .enter else { return [] }
    alarm?.isRead = true
    warn("the record is in doubt: sitrep verify says where; everything here goes on as always")
    return []
  }
}
