import Cells
import Settings
package import Domain

/// What the services screen remembers: the selection by name, so that a new order can't move it to another row.
package struct ServicesView: Sendable, Equatable {
  package var selection: ServiceID?
  package var order: Order = .urgency
  package var filter = ""
  /// The service that is told about below the table while the selection runs on; nil: the selected one.
  package private(set) var held: ServiceID?
  /// When the selection has come to rest, and what is told follows it.
  package private(set) var restsAt: Timestamp?
  private var movedAt: Timestamp?

  package enum Order: String, Sendable, Equatable, CaseIterable {
    case urgency, name, tier
  }

  /// Selects another service.
  ///
  /// What is told about one is much longer than its line. A single key brings it at once; with a key held down it
  /// waits until the selection rests, or on a slow link the screen would run on long after the key is let go.
  mutating func move(from old: ServiceID?, to new: ServiceID?, at now: Timestamp) {
    let pause = movedAt.map { now - $0 } ?? Self.restAfter
    selection = new
    movedAt = now
    // Keys that come at once are drawn at once.
    guard pause >= Self.atOnce || restsAt != nil else { return }
    guard pause < Self.restAfter else { return rest() }
    held = held ?? old
    restsAt = now + Self.restAfter
  }

  mutating func rest() {
    held = nil
    restsAt = nil
  }

  /// Longer than a held key takes to repeat, shorter than anybody waits for.
  private static let restAfter: Duration = .milliseconds(120)
  /// Shorter than any key takes to repeat.
  private static let atOnce: Duration = .milliseconds(5)
}

/// One line of the services screen.
package struct ServiceRow: Sendable, Equatable, Identifiable {
  package var status: ServiceStatus
  /// How deep it hangs below the root that explains it.
  package var depth: Int

  package var id: ServiceID { status.service }
}

extension State {
  /// The services in the order they are shown, those that the filter leaves.
  package var shownServices: [RankedService] {
    let ranked = board.ranked
    let wanted = services.filter.lowercased()
    let shown = wanted.isEmpty ? ranked : ranked.filter { matches($0, wanted) }
    return switch services.order {
    case .urgency: shown
    case .name: shown.sorted { $0.id < $1.id }
    case .tier:
      shown.map { (tier: board.service($0.id)?.tier ?? .max, ranked: $0) }
        .sorted { ($0.tier, $0.ranked.id) < ($1.tier, $1.ranked.id) }.map(\.ranked)
    }
  }

  /// All that a line shows; nil for a service that is no longer configured.
  package func serviceRow(_ shown: RankedService, withChecks: Bool = true) -> ServiceRow? {
    board.status(of: shown.id, withChecks: withChecks).map {
      ServiceRow(status: $0, depth: depth(of: shown))
    }
  }

  /// How far a line is moved in: roots and what hangs from them stand together in the order of urgency alone.
  package func depth(of shown: RankedService) -> Int { services.order == .urgency ? shown.depth : 0 }

  /// The service that a service command is about.
  package var selectedService: ServiceID? {
    if case .service(let id) = screen { return id }
    let shown = shownServices
    return shown.first { $0.id == services.selection }?.id ?? shown.first?.id
  }

  private func matches(_ ranked: RankedService, _ text: String) -> Bool {
    ranked.id.rawValue.lowercased().contains(text) || ranked.state.word.lowercased().contains(text)
      || board.service(ranked.id)?.title.lowercased().contains(text) ?? false
  }

  mutating func changeOrder() -> [Effect] {
    let orders = ServicesView.Order.allCases
    let next = (orders.firstIndex(of: services.order) ?? 0) + 1
    services.order = orders[next % orders.count]
    tell("ordered by \(services.order.rawValue)")
    return []
  }

  mutating func probeSelected() -> [Effect] {
    guard let selectedService else { return [] }
    board.probeNow(selectedService, at: now)
    tell("probing \(selectedService)")
    return probeDue()
  }

  /// The probes that are due now.
  mutating func probeDue() -> [Effect] {
    board.takeDue(at: now).map { .probe(service: $0.service, check: $0.check) }
  }
}
