import Cells

extension State {
  /// The keys that somebody who has never seen a console needs first.
  package static let firstCommands: [Command] = [.declare, .open, .update, .help, .commandLine]

  /// Whether this is the moment for the hints: nothing is on fire and nothing else wants the eye.
  package var hasRoomForHints: Bool {
    screen == .services && dialog == nil && !isAlarmUp && tour == nil && openIncidents.isEmpty
      && size.width >= 60
      && size.height >= 20
  }

  /// Any key closes the hints; one of the keys that they speak of does what it does as well.
  mutating func pressInHints(_ key: Key) -> [Effect] {
    dialog = nil
    guard let command = row(for: key)?.command, key != .enter, Self.firstCommands.contains(command) else {
      return []
    }
    return perform(command)
  }

  /// Nobody reads hints while something burns.
  mutating func closeHintsInTrouble() {
    if dialog == .firstHints, !openIncidents.isEmpty { dialog = nil }
  }
}
