import Cells
import ConsoleCore
import Domain
import Settings

extension State {
  /// The tally, then each service that is not well by its number; those that are well by name alone.
  var servicesWords: [SafeText] {
    let shown = shownServices
    guard !settings.services.isEmpty else { return ["no services are configured"] }
    let filter = services.filter
    if shown.isEmpty { return ["no service matches \(filter); back shows all"] }
    let head: SafeText =
      filter.isEmpty ? "services: \(tallyWords)" : "\(counted(shown.count, "service")) with \(filter)"
    let well = shown.filter { $0.state == .ok && filter.isEmpty }
    let lines = shown.enumerated().filter { index, ranked in !well.contains { $0.id == ranked.id } }
      .map { index, ranked in "\(index + 1) \(serviceLine(ranked.id))" as SafeText }
    let calm: SafeText = "OK: \(well.map(\.id.rawValue).joined(separator: ", "))"
    return [head] + lines + (well.isEmpty ? [] : [calm])
  }

  /// A service in one line.
  func serviceLine(_ id: ServiceID) -> SafeText {
    guard let status = board.status(of: id) else { return "\(id) is no longer configured" }
    if status.state.isBad { return trouble(status) }
    let since: SafeText = status.since.map { " for \((now - $0).spokenText)" } ?? ""
    let reason = why(status)
    return "\(id) \(status.state.word)\(since)\(reason.isEmpty ? "" : ": ")\(reason)"
  }

  /// One service: how it is, what to do first, whom to ask, what hangs together, its checks.
  func serviceWords(_ id: ServiceID) -> [SafeText] {
    guard let status = board.status(of: id), let service = settings.services.first(where: { $0.id == id })
    else { return ["\(id) is no longer configured; back goes back"] }
    var lines: [SafeText] = ["\(service.title)", serviceLine(id)]
    if status.isSuspect { lines.append("suspect, being checked again") }
    if let first = status.firstBadAt, status.state != .ok {
      lines.append("first red sample \(first.timeText) UTC")
    }
    func add(_ label: SafeText, _ text: String?) {
      if let text, !text.isEmpty { lines.append("\(label): \(text)") }
    }
    add("symptom", service.explain.symptom)
    add("cause", service.explain.cause)
    add("first step", service.explain.firstStep)
    add(
      "owner",
      [service.owner.primary, service.owner.secondary].compactMap { $0 }.joined(separator: ", then "))
    add("escalation", service.owner.escalation.joined(separator: ", then "))
    let dependents = settings.services.filter { $0.dependsOn.contains(id) }.map(\.id)
    add("needs", stateWords(service.dependsOn))
    add("needed by", stateWords(dependents))
    add("playbooks", service.playbooks.map(\.rawValue).joined(separator: ", "))
    for link in service.links.sorted(by: { $0.key < $1.key }) { add("\(link.key)", link.value) }
    return lines + status.checks.map { checkLine($0) }
  }

  private func stateWords(_ services: [ServiceID]) -> String {
    services.map { "\($0) \(board.status(of: $0)?.state.word ?? "not watched")" }.joined(separator: ", ")
  }

  /// A check with the conditions that hold, and the numbers behind the others.
  private func checkLine(_ check: CheckStatus) -> SafeText {
    let head: SafeText = "check \(check.check) \(check.verdict.word)"
    if let failure = check.failure {
      let words: SafeText = ": \(failure.kind.rawValue) \(failure.detail)"
      return head + words.cut(to: 200)
    }
    guard check.lastProbedAt != nil else { return head + ": not probed yet" }
    let conditions = check.conditions.map { condition -> SafeText in
      let value = condition.value.map { measured($0, condition.condition.measurement) } ?? "not known"
      return condition.truth == .yes
        ? "\(condition.condition.text) is so, now \(value)"
        : "\(condition.condition.text) is not so, now \(value)"
    }
    return conditions.isEmpty ? head : head + ": " + conditions.joined(separator: "; ")
  }
}
