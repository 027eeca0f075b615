import Clients
import Comms
import Domain
import FilesLocal
import FoundationEssentials
import Settings
import StoreGRDB

/// How things are, from the record alone: what the console last saw, and the incidents that are open.
struct StatusReport: Encodable {
  struct ServiceLine: Encodable {
    var service: String
    var state: String
    var since: String?
    var lastProbed: String?
  }

  struct IncidentLine: Encodable {
    var name: String
    var title: String
    var severity: String
    var state: String
    var commander: String?
    var began: String?
    var nextUpdate: String?
    var isUpdateOverdue: Bool
  }

  struct ConsoleLine: Encodable {
    var person: String
    var host: String
    var process: Int32
    var since: String
    var lookingAt: String
  }

  var worst: String
  var tally: [String: Int]
  var services: [ServiceLine]
  var incidents: [IncidentLine]
  var consoles: [ConsoleLine]

  /// Prints the report and returns the exit code for the worst state.
  static func print(settings: Configuration?, database: String, asJSON: Bool) -> Int32 {
    do throws(StoreFailure) {
      let code = print(
        try opening(of: database), consolesOpen(on: database), settings: settings, asJSON: asJSON)
      if let pending = pending(beside: database) { complain(pending) }
      return code
    } catch {
      complain("sitrep: \(error.words)")
      return error.exitCode
    }
  }

  /// What the record has not taken yet, in one sentence; nil where nothing waits.
  private static func pending(beside database: String) -> String? {
    let spool = Wiring.places.spool(for: database)
    let count = countKept(in: spool)
    guard count > 0 else { return nil }
    return
      "sitrep: \(count) PENDING in \(spool), not on record yet; the next note or console writes what it can"
  }

  /// What the record holds; a record that nobody has begun yet holds nothing.
  static func opening(of database: String) throws(StoreFailure) -> StoreOpening {
    do throws(StoreFailure) {
      return try StoreReader(path: database).opening()
    } catch {
      guard case .notFound = error else { throw error }
      return StoreOpening(openIncidents: [], lastSeen: [])
    }
  }

  private static func print(
    _ opening: StoreOpening, _ consoles: [ConsolePresence], settings: Configuration?, asJSON: Bool
  ) -> Int32 {
    let now = Wiring.surroundings.now()
    let states = current(opening.known, settings: settings, now: now)
    let incidents = OpenIncidents(opening).incidents
    let worst = states.map(\.state).max { $0.urgency < $1.urgency } ?? .unknown
    if asJSON {
      say(json(StatusReport(states, incidents, consoles, worst: worst, now: now)))
    } else {
      text(states, incidents, now: now).forEach { say($0) }
      for console in consoles {
        say("open here: \(visible(console.words)), looks at \(visible(console.lookingAt))")
      }
    }
    return worst.exitCode
  }

  /// What was last seen; a service of the configuration that nobody has looked at lately is not known.
  private static func current(_ seen: [LastSeen], settings: Configuration?, now: Timestamp) -> [LastSeen] {
    let known = Dictionary(seen.map { ($0.service, $0) }) { first, _ in first }
    let ids = settings?.services.map(\.id) ?? seen.map(\.service).sorted()
    return ids.map { id in
      guard var last = known[id] else {
        return LastSeen(service: id, state: .unknown, since: now, at: Timestamp(milliseconds: 0), values: [:])
      }
      let slowest =
        settings?.services.first { $0.id == id }?.checks.map(\.schedule.every).max() ?? .minutes(1)
      if now - last.at > slowest * 3 + .seconds(30) { last.state = .unknown }
      return last
    }
  }

  private init(
    _ states: [LastSeen], _ incidents: [Incident], _ consoles: [ConsolePresence], worst: ServiceState,
    now: Timestamp
  ) {
    self.worst = worst.rawValue
    tally = Dictionary(grouping: states, by: \.state.rawValue).mapValues(\.count)
    services = states.map { state in
      let wasSeen = state.at.milliseconds > 0
      return ServiceLine(
        service: state.service.rawValue, state: state.state.rawValue,
        since: wasSeen ? state.since.rfc3339 : nil,
        lastProbed: wasSeen ? state.at.rfc3339 : nil)
    }
    self.consoles = consoles.map {
      ConsoleLine(
        person: $0.login, host: $0.host, process: $0.process, since: $0.since.rfc3339,
        lookingAt: $0.lookingAt)
    }
    self.incidents = incidents.map { incident in
      IncidentLine(
        name: incident.name, title: incident.title, severity: incident.severity.word,
        state: incident.state.rawValue,
        commander: incident.commander, began: (incident.impactStartedAt ?? incident.declaredAt)?.rfc3339,
        nextUpdate: incident.nextUpdateAt?.rfc3339,
        isUpdateOverdue: incident.nextUpdateAt.map { $0 < now } ?? false)
    }
  }

  private static func text(_ states: [LastSeen], _ incidents: [Incident], now: Timestamp) -> [String] {
    var counts: [String] = []
    for state in [ServiceState.down, .degraded, .unknown, .maintenance, .ok] {
      let count = states.count { $0.state == state }
      if count > 0 { counts.append("\(count) \(state.word)") }
    }
    var lines = [counts.isEmpty ? "no service has been looked at yet" : counts.joined(separator: "  ")]
    for state in states where state.state != .ok {
      let age =
        state.at.milliseconds > 0 ? "last looked at \((now - state.at).ageText) ago" : "never looked at"
      lines.append("  \(visible(state.service.rawValue)) \(state.state.word), \(age)")
    }
    for incident in incidents {
      let began = incident.impactStartedAt ?? incident.declaredAt ?? now
      lines.append(
        "\(incident.name) \(incident.severity.word) \(visible(incident.title, oneLine: true)): "
          + "\(incident.state.rawValue) for \((now - began).clockText), \(updateWords(incident, now: now))")
    }
    if incidents.isEmpty { lines.append("no incident is open") }
    return lines
  }

  private static func updateWords(_ incident: Incident, now: Timestamp) -> String {
    guard let due = incident.nextUpdateAt else { return "no update promised" }
    return due < now
      ? "update OVERDUE for \((now - due).clockText)" : "next update \(due.minuteText) UTC"
  }
}

extension ServiceState {
  /// The convention of monitoring plugins: 0 ok, 1 warning, 2 critical, 3 unknown.
  var exitCode: Int32 {
    switch self {
    case .ok, .maintenance: 0
    case .degraded: 1
    case .down: 2
    case .unknown: 3
    }
  }
}
