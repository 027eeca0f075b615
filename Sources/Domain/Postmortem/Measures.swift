extension Incident {
  /// The incident's numbers as its record gives them at `now`, each with its base; nothing of them is stored.
  ///
  /// TTD = detected - impact start, TTA = acknowledged - detected, TTM = mitigated - impact start,
  /// TTR = resolved - impact start.
  package func measures(at now: Timestamp) -> [Measure] {
    let impact = Moment(
      name: "impact start", at: impactStartedAt, basis: impactBasis,
      clockMoved: clockMovedBefore[.impactStarted])
    let detected = Moment(name: "detected", at: detectedAt, clockMoved: clockMovedBefore[.detected])
    let acknowledged = Moment(
      name: "acknowledged", at: acknowledgedAt, clockMoved: clockMovedBefore[.acknowledged])
    let mitigated = Moment(name: "mitigated", at: mitigatedAt, clockMoved: clockMovedBefore[.mitigated])
    let resolved = Moment(name: "resolved", at: resolvedAt, clockMoved: clockMovedBefore[.resolved])
    return [
      span(.timeToDetect, from: impact, to: detected),
      span(.timeToAcknowledge, from: detected, to: acknowledged),
      span(.timeToMitigate, from: impact, to: mitigated),
      span(.timeToResolve, from: impact, to: resolved),
      firstUpdate, updatesInTime(at: now),
    ] + severityTimes(at: now) + [timeWithoutCommander(at: now)]
  }

  package func measure(_ kind: Measure.Kind, at now: Timestamp) -> Measure? {
    measures(at: now).first { $0.kind == kind }
  }

  /// A moment to the second in UTC, with its date where that is not the day of the declaration.
  package func momentText(_ moment: Timestamp) -> String {
    let day = (declaredAt ?? timeline.first?.happenedAt ?? moment).dateText
    return (moment.dateText == day ? "" : moment.dateText + " ") + moment.timeText + " UTC"
  }

  private func span(_ kind: Measure.Kind, from start: Moment, to end: Moment) -> Measure {
    let missing = [start, end].filter { $0.at == nil }.map { "\($0.name) not recorded" }
    guard let from = start.at, let to = end.at else {
      return Measure(kind: kind, value: unknown, base: missing.joined(separator: ", "))
    }
    let base = "from \(start.basis ?? start.name) \(momentText(from)) to \(end.name) \(momentText(to))"
    // Seconds that passed, not those that the clock was set on or back by.
    let moved = end.clockMoved - start.clockMoved
    let span = to - from - moved
    guard span >= .zero else {
      let reason = "\(end.name) \(momentText(to)) is before \(start.name) \(momentText(from))"
      return Measure(kind: kind, value: .invalid(reason: reason), base: base)
    }
    let remark = moved == .zero ? "" : "; the host's clock was moved by \(moved.clockText) in between"
    return Measure(kind: kind, value: .recorded(span), base: base + remark)
  }

  private var unknown: Measure.Value { isOpen ? .pending : .notRecorded }

  private var firstUpdate: Measure {
    let first = Moment(name: "first update", at: updates.map(\.draftedAt).min())
    let declared = Moment(name: "declared", at: declaredAt)
    let wasPromised = timeline.contains {
      if case .update = $0.event.body { !$0.isRetracted } else { false }
    }
    guard first.at == nil, !wasPromised, !severities.isEmpty, severities.allSatisfy({ $0.severity == .sev3 })
    else {
      return span(.timeToFirstUpdate, from: declared, to: first)
    }
    return Measure(kind: .timeToFirstUpdate, value: .notApplicable, base: "SEV3 with no update promised")
  }

  private func severityTimes(at now: Timestamp) -> [Measure] {
    let open = openPeriods(until: now)
    return Severity.allCases.compactMap { severity in
      let held = severities.indices.filter { severities[$0].severity == severity }
      guard let first = held.first, let end = open.last?.upperBound else { return nil }
      let total = held.reduce(Duration.zero) { sum, index in
        let until = index + 1 < severities.count ? severities[index + 1].from : end
        return sum + overlap(of: severities[index].from, until, with: open)
      }
      return Measure(
        kind: .inSeverity(severity), value: .recorded(total),
        base: "from \(momentText(severities[first].from)), while the incident was open")
    }
  }

  private func timeWithoutCommander(at now: Timestamp) -> Measure {
    let open = openPeriods(until: now)
    guard let declaredAt, let end = open.last?.upperBound else {
      return Measure(kind: .withoutCommander, value: unknown, base: "declared not recorded")
    }
    var holder: String?
    var since = declaredAt
    var total = Duration.zero
    for entry in timeline where !entry.isRetracted {
      guard case .role(let change) = entry.event.body, change.role == .commander else { continue }
      let before = holder
      switch change.kind {
      case .taken, .accepted: holder = change.person
      case .released: holder = holder == change.person ? nil : holder
      case .offered: break
      }
      if before == nil, holder != nil { total += overlap(of: since, entry.happenedAt, with: open) }
      if before != nil, holder == nil { since = entry.happenedAt }
    }
    if holder == nil { total += overlap(of: since, end, with: open) }
    return Measure(
      kind: .withoutCommander, value: .recorded(total),
      base: "from declared \(momentText(declaredAt)) to \(isOpen ? "now" : "resolved") \(momentText(end))")
  }
}

/// A named moment of an incident that may not be recorded.
private struct Moment {
  var name: String
  var at: Timestamp?
  var basis: String?
  /// How far the host's clock had been moved when it was entered.
  var clockMoved: Duration

  init(name: String, at: Timestamp?, basis: String? = nil, clockMoved: Duration? = nil) {
    self.clockMoved = clockMoved ?? .zero
    self.name = name
    self.at = at
    self.basis = basis
  }
}
