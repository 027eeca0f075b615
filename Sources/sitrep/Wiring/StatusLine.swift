import Clients
import Comms
import Domain
import StoreGRDB

/// How things are in one short line, as in `SEV1 INC-7 23m update in 4m | 1 DOWN 2 DEGRADED`.
///
/// It comes from the record alone, and holds nothing that somebody typed or a server sent: a status bar may read
/// more into such text than it says.
struct StatusLine {
  private(set) var text: String
  private(set) var worst: ServiceState

  /// Prints the line and returns the exit code for the worst state.
  static func print(database: String, isDemo: Bool) -> Int32 {
    do throws(StoreFailure) {
      let line = StatusLine(try StatusReport.opening(of: database), now: Wiring.surroundings.now())
      say((isDemo ? "DEMO " : "") + line.text)
      return line.worst.exitCode
    } catch {
      // A bar shows what goes to the first stream alone.
      say("sitrep: record not readable")
      complain("sitrep: \(error.words)")
      return error.exitCode
    }
  }

  init(_ opening: StoreOpening, now: Timestamp) {
    let latest = opening.known.map(\.at).max()
    // Without a configuration a service that was taken out of it looks like one that was forgotten.
    let watched = opening.known.filter { last in latest.map { $0 - last.at < .hours(1) } ?? false }
    let isFresh = latest.map { now - $0 <= Self.trusted } ?? false
    worst = isFresh ? watched.map(\.state).max { $0.urgency < $1.urgency } ?? .unknown : .unknown
    var services = Self.tally(watched.map(\.state))
    if !isFresh {
      services = latest.map { "not looked at for \((now - $0).ageText)" } ?? "not looked at yet"
    }
    let incidents = OpenIncidents(opening).incidents
    text = [Self.words(for: incidents, now: now), services].filter { !$0.isEmpty }.joined(separator: " | ")
  }

  private static func tally(_ states: [ServiceState]) -> String {
    let counts = [ServiceState.down, .degraded, .unknown].compactMap { state in
      let count = states.count { $0 == state }
      return count > 0 ? "\(count) \(state.word)" : nil
    }
    return counts.isEmpty ? "all OK" : counts.joined(separator: " ")
  }

  /// The most severe incident, and how many more there are.
  private static func words(for incidents: [Incident], now: Timestamp) -> String {
    guard let first = incidents.first else { return "" }
    let began = first.impactStartedAt ?? first.declaredAt ?? now
    var words = [first.severity.word, first.name, (now - began).ageText]
    if first.isDrill { words.insert("DRILL", at: 0) }
    switch first.updateClockLevel(now: now) {
    case .none: break
    case .fine(let left), .warning(let left): words.append("update in \(left.ageText)")
    case .due: words.append("update DUE NOW")
    case .overdue(let late): words.append("update OVERDUE \(late.ageText)")
    }
    if incidents.count > 1 { words.append("+\(incidents.count - 1)") }
    return words.joined(separator: " ")
  }

  /// How old the newest look may be before nothing is known: a console remembers more often than that.
  private static let trusted: Duration = .minutes(3) + .seconds(30)
}
