import Cells
import Settings
package import Domain

/// What the services screen remembers: the selection by name, so that a new order can't move it to another row.
package struct ServicesView: Sendable, Equatable {
  package var selection: ServiceID?
  package var order: Order = .urgency
  package var filter = ""

  package enum Order: String, Sendable, Equatable, CaseIterable {
    case urgency, name, tier
  }
}

/// One line of the services screen.
package struct ServiceRow: Sendable, Equatable, Identifiable {
  package var status: ServiceStatus
  package var service: Service
  /// How deep it hangs below the root that explains it.
  package var depth: Int

  package var id: ServiceID { service.id }
}

extension State {
  /// The services in the order they are shown, those that the filter leaves.
  package var serviceRows: [ServiceRow] {
    let rows = board.ranked.compactMap { ranked -> ServiceRow? in
      guard let status = board.status(of: ranked.id),
        let service = settings.services.first(where: { $0.id == ranked.id })
      else { return nil }
      return ServiceRow(
        status: status, service: service, depth: services.order == .urgency ? ranked.depth : 0)
    }
    let shown = rows.filter { services.filter.isEmpty || $0.matches(services.filter.lowercased()) }
    return switch services.order {
    case .urgency: shown
    case .name: shown.sorted { $0.id < $1.id }
    case .tier: shown.sorted { ($0.service.tier, $0.id) < ($1.service.tier, $1.id) }
    }
  }

  /// The service that a service command is about.
  package var selectedService: ServiceID? {
    if case .service(let id) = screen { return id }
    let rows = serviceRows
    return rows.first { $0.id == services.selection }?.id ?? rows.first?.id
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

extension ServiceRow {
  fileprivate func matches(_ text: String) -> Bool {
    id.rawValue.lowercased().contains(text) || service.title.lowercased().contains(text)
      || status.state.word.lowercased().contains(text)
  }
}
