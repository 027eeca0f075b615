/// The health of every service: samples go in, believed states come out.
///
/// Time comes from the samples and from `now` alone. A check is believed to have changed after `downAfter` bad samples
/// or `upAfter` good ones in a row, a condition with `for` as soon as it has held its time. The state of a service is
/// the worst of its checks.
package struct HealthBoard: Sendable {
  var services: [ServiceHealth] = []
  var checks: [CheckHealth] = []
  /// The service of each check.
  var owners: [Int] = []
  var index: [ServiceID: Int] = [:]
  var checkIndex: [CheckKey: Int] = [:]
  package private(set) var components: [Component] = []
  /// When a check next changes by time alone: a hold ripens, or silence has lasted too long.
  var deadlines = DeadlineQueue(count: 0)
  var schedule = ProbeSchedule(keys: [], intervals: [])
  var cutOff = CutOffWatch()
  /// The latest `now` that was given.
  var clock: Timestamp?
  var ranking = RankingMemo() { didSet { revision += 1 } }
  /// Another number whenever something has changed that several services follow from.
  package internal(set) var revision = 0
  /// The names of all numbers that these services have given.
  var measured: Set<String> = []

  struct CheckKey: Hashable, Sendable {
    var service: ServiceID
    var check: CheckID
  }

  /// Points of history for all checks together: about 8 MiB.
  private static let pointBudget = 1_000_000

  package init(services: [Service], components: [Component] = []) {
    build(services, components)
  }

  /// The services as they are configured, in the order of configuration.
  package var configured: [Service] { services.map(\.service) }

  package func service(_ id: ServiceID) -> Service? { index[id].map { services[$0].service } }

  /// Shows states from the database until live results replace them.
  package mutating func restore(_ states: [LastSeen]) {
    for last in states {
      guard let place = index[last.service],
        services[place].checks.allSatisfy({ checks[$0].lastAt == nil })
      else { continue }
      services[place].remember(last)
      measured.formUnion(last.values.keys)
    }
    ranking = RankingMemo()
  }

  /// Takes a new configuration and keeps what is known of services and checks that stay.
  package mutating func replaceServices(_ services: [Service], components: [Component]) {
    let old = self
    build(services, components)
    if old.schedule.hasStarted { schedule.markStarted() }
    for place in self.services.indices {
      if let before = old.index[self.services[place].service.id] {
        self.services[place].adopt(old.services[before])
      }
    }
    for (key, check) in checkIndex {
      if let before = old.checkIndex[key] {
        adopt(check, from: old, before)
        measured.formUnion(checks[check].values.keys)
      } else if let clock, schedule.hasStarted {
        schedule.planFirst(check, spec(check).schedule, at: clock)
        deadlines.set(check, clock + spec(check).schedule.silence)
      }
    }
    revision = old.revision
    ranking = RankingMemo()
    guard let clock else { return }
    for place in self.services.indices { settle(place, at: clock) }
  }

  /// The check as configured.
  func spec(_ check: Int) -> Check {
    let owner = services[owners[check]]
    return owner.service.checks[check - owner.checks.lowerBound]
  }

  private mutating func build(_ services: [Service], _ components: [Component]) {
    self.components = components
    measured = []
    index = Dictionary(services.enumerated().map { ($1.id, $0) }) { first, _ in first }
    self.services = []
    checks = []
    owners = []
    checkIndex = [:]
    let count = services.reduce(0) { $0 + $1.checks.reduce(0) { $0 + 1 + $1.measurements.count } }
    let room = Self.pointBudget / max(1, count)
    checkIndex.reserveCapacity(services.count)
    for (place, service) in services.enumerated() {
      let first = checks.count
      for check in service.checks {
        checkIndex[CheckKey(service: service.id, check: check.id)] = checks.count
        checks.append(CheckHealth(check, room: room))
        owners.append(place)
      }
      let dependencies = service.dependsOn.compactMap { index[$0] }
      self.services.append(
        ServiceHealth(service, checks: first..<checks.count, dependencies: dependencies))
    }
    deadlines = DeadlineQueue(count: checks.count)
    schedule = ProbeSchedule(
      keys: checks.indices.map { "\(services[owners[$0]].id)/\(spec($0).id)" },
      intervals: checks.indices.map { spec($0).schedule.every })
    cutOff = CutOffWatch(probes: checks.indices.map { (owners[$0], spec($0).probe) })
  }

  private mutating func adopt(_ check: Int, from old: HealthBoard, _ before: Int) {
    checks[check].adopt(old.checks[before], isSame: old.spec(before).conditions == spec(check).conditions)
    deadlines.set(check, old.deadlines[before])
    guard old.schedule.hasStarted else { return }
    if old.spec(before).probe == spec(check).probe, old.spec(before).schedule == spec(check).schedule {
      schedule.adopt(check, from: old.schedule, before)
    } else {
      schedule.planFirst(check, spec(check).schedule, at: clock ?? Timestamp(milliseconds: 0))
    }
  }
}
