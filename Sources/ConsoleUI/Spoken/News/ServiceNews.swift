import Cells
import ConsoleCore
import Domain
import Settings

/// What the services did: roots first, each with what hangs on it; a storm in a few words.
func serviceNews(from before: State, to after: State) -> [SafeText] {
  let changed = after.board.ranked.compactMap { ranked -> ServiceStatus? in
    guard let now = after.board.status(of: ranked.id, withChecks: false) else { return nil }
    let then = before.board.status(of: ranked.id, withChecks: false)
    return isWorthTelling(from: then, to: now) ? now : nil
  }
  let first = firstLook(from: before, to: after)
  guard !changed.isEmpty else { return first }
  let roots = changed.filter { status in
    status.via == nil || !changed.contains { $0.service == status.via }
  }
  guard changed.count > Storm.from else {
    return roots.map { line($0, changed, before, after) } + first
  }
  let worst = roots.filter(\.state.isBad).prefix(Storm.shown)
  let states: SafeText = after.tallyWords
  return ["\(changed.count) services changed; now \(states)"]
    + worst.map { line($0, changed, before, after) } + first
}

private enum Storm {
  /// More changes than this at one moment are summed up.
  static let from = 5
  static let shown = 3
}

private func isWorthTelling(from then: ServiceStatus?, to now: ServiceStatus) -> Bool {
  guard let then else { return now.state.isBad }
  guard then.state != now.state else { return false }
  // The first answers of services that are well come all at once, and are told as one.
  let wasNeverHeard = then.since == nil || then.isRemembered
  return now.state.isBad || !wasNeverHeard
}

private func line(
  _ status: ServiceStatus, _ changed: [ServiceStatus], _ before: State, _ after: State
) -> SafeText {
  guard status.state.isBad else {
    let then = before.board.status(of: status.service, withChecks: false)
    let was: SafeText =
      then.flatMap { then in then.since.map { ", was \(then.state.word) for \((after.now - $0).spokenText)" }
      }
      ?? ""
    return "\(status.service) \(status.state.word)\(was)"
  }
  return after.trouble(status)
}

/// That every service was looked at once, told once.
private func firstLook(from before: State, to after: State) -> [SafeText] {
  guard !before.hasLooked, after.hasLooked else { return [] }
  return ["first look done: \(after.tallyWords)"]
}

extension State {
  /// True once a live answer of every service is there.
  package var hasLooked: Bool {
    !settings.services.isEmpty
      && settings.services.allSatisfy { service in
        board.status(of: service.id, withChecks: false).map { $0.lastProbedAt != nil && !$0.isRemembered }
          ?? true
      }
  }

  /// How many services are in each state, the worst first.
  var tallyWords: SafeText {
    let counts = board.tally
    let states: [ServiceState] = [.down, .degraded, .unknown, .maintenance, .ok]
    let words = states.compactMap { state -> SafeText? in
      guard let count = counts[state], count > 0 else { return nil }
      return "\(count) \(state.word)"
    }
    return words.isEmpty ? "no services are configured" : words.joined(separator: ", ")
  }

  /// A service that hurts: since when, why, and what hangs on it.
  func trouble(_ status: ServiceStatus) -> SafeText {
    let since: SafeText = status.since.map { " since \($0.timeText)" } ?? ""
    if let via = status.via { return "\(status.service) \(status.state.word)\(since), via \(via)" }
    let hanging = board.ranked.filter { $0.via == status.service }.map(\.id)
    let reason = why(status).cut(to: 200)
    let root: SafeText = hanging.isEmpty ? "" : ", root"
    return "\(status.service) \(status.state.word)\(since)\(root)\(reason.isEmpty ? "" : ": ")\(reason)"
      + hangingWords(hanging)
  }

  private func hangingWords(_ services: [ServiceID]) -> SafeText {
    switch services.count {
    case 0: ""
    case 1...3:
      "; \(services.map(\.rawValue).joined(separator: ", ")) \(services.count == 1 ? "hangs" : "hang") on it"
    default: "; \(services.count) hang on it"
    }
  }
}
