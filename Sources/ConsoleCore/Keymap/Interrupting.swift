import Cells
import Domain

extension State {
  /// Ctrl-C, and an interrupt from outside: leaves the form in front, else stops what runs, and twice leaves sitrep.
  mutating func interrupt() -> [Effect] {
    if dialog == .firstHints { return pressInHints(.escape) }
    if dialog != nil { return pressInDialog(.escape) }
    if runningCommand != nil || !waits.isEmpty { return stopUnderWay() }
    if let interruptedAt, now - interruptedAt <= Self.twice {
      self.interruptedAt = nil
      return askToQuit()
    }
    interruptedAt = now
    hint("Ctrl-C again leaves sitrep, and so does \(keys.name(of: .quit))")
    return []
  }

  /// As long as the sentence may take to be read.
  private static let twice: Duration = .seconds(5)
}
