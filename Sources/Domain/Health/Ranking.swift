import Synchronization

/// The order of the first screen, once it was asked for.
///
/// A class because reading an order must be able to keep it; replaced whenever something changes that the order
/// depends on, so that copies of a board never share a stale one.
final class RankingMemo: Sendable {
  private let kept = Mutex<[RankedService]?>(nil)

  func order(_ compute: () -> [RankedService]) -> [RankedService] {
    if let known = kept.withLock({ $0 }) { return known }
    let fresh = compute()
    kept.withLock { $0 = fresh }
    return fresh
  }
}

extension HealthBoard {
  /// What to look at first: roots before what hangs from them, worse before better, lower tier before higher, then the
  /// order of configuration.
  package var ranked: [RankedService] { ranking.order { rank() } }

  private func rank() -> [RankedService] {
    var hanging: [Int: [Int]] = [:]
    var tops: [Int] = []
    for place in services.indices {
      if let root = root(of: place) { hanging[root, default: []].append(place) } else { tops.append(place) }
    }
    return sorted(tops).flatMap { top in
      [row(top, via: nil)] + sorted(hanging[top] ?? []).map { row($0, via: top) }
    }
  }

  private func row(_ place: Int, via root: Int?) -> RankedService {
    RankedService(
      id: services[place].service.id, state: services[place].state, depth: root == nil ? 0 : 1,
      via: root.map { services[$0].service.id })
  }

  private func sorted(_ places: [Int]) -> [Int] {
    places.sorted { left, right in
      let (one, two) = (services[left], services[right])
      return (-one.state.urgency, one.service.tier, left) < (-two.state.urgency, two.service.tier, right)
    }
  }

  /// The failing service at the end of the chain of dependencies that explains this one; nil for a root.
  func root(of place: Int) -> Int? {
    guard services[place].state.isBad else { return nil }
    var visited: Set = [place]
    var root: Int?
    var here = place
    while let next = explanation(of: here) {
      // A circle has no root: each of it stands for itself.
      guard visited.insert(next).inserted else { return nil }
      root = next
      here = next
    }
    return root
  }

  /// The failing dependency that explains a failing service; one whose state is not known is looked through.
  ///
  /// A child that failed earlier than its parent by more than one interval of the parent is not explained by it.
  private func explanation(of place: Int) -> Int? {
    guard services[place].state.isBad else { return nil }
    var visited: Set = [place]
    var open = services[place].dependencies
    var found: [Int] = []
    while let next = open.popLast() {
      guard visited.insert(next).inserted else { continue }
      if services[next].state.isBad, explains(next, place) { found.append(next) }
      if services[next].state == .unknown { open += services[next].dependencies }
    }
    return found.min { left, right in
      (services[left].service.tier, startedAt(left), left) < (
        services[right].service.tier, startedAt(right), right
      )
    }
  }

  private func explains(_ parent: Int, _ child: Int) -> Bool {
    let interval = services[parent].service.checks.map(\.schedule.every).max() ?? .zero
    return startedAt(child) >= startedAt(parent) - interval
  }

  private func startedAt(_ place: Int) -> Timestamp {
    services[place].firstBadAt ?? services[place].since ?? Timestamp(milliseconds: 0)
  }
}
