extension Duration {
  /// A clock reading, as in `00:41`, `12:07:30` or `-00:05`; hours appear from the first one on.
  package var clockText: String {
    let seconds = Int(abs(milliseconds) / 1000)
    let sign = milliseconds <= -1000 ? "-" : ""
    let minutesAndSeconds = "\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return seconds < 3600
      ? sign + minutesAndSeconds : "\(sign)\(padded(seconds / 3600, 2)):\(minutesAndSeconds)"
  }

  /// One number and its largest unit, as in `12m`, `3h`, `21d`: enough to read an age at a glance.
  package var ageText: String {
    let seconds = Int(max(0, milliseconds) / 1000)
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3600: return "\(seconds / 60)m"
    case ..<(48 * 3600): return "\(seconds / 3600)h"
    default: return "\(seconds / 86_400)d"
    }
  }

  /// The form that configuration and playbooks are written in, as in `90s`, `15m`, `1h30m`, `250ms`.
  package var configText: String {
    if milliseconds % 1000 != 0 { return "\(milliseconds)ms" }
    var rest = Int(abs(milliseconds) / 1000)
    guard rest > 0 else { return "0s" }
    var text = milliseconds < 0 ? "-" : ""
    for (unit, name) in [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")] where rest >= unit {
      text += "\(rest / unit)\(name)"
      rest %= unit
    }
    return text
  }

  /// Reads `250ms`, `90s`, `15m`, `2h`, `5d` and joined forms like `1h30m`; nil for anything else.
  package init?(configText text: some StringProtocol) {
    var total: Int64 = 0
    var rest = Substring(text)
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      guard let count = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let units: [(String, Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
      ]
      guard let (name, scale) = units.first(where: { rest.hasPrefix($0.0) }) else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: scale)
      let (sum, overflown) = total.addingReportingOverflow(product)
      guard !overflow, !overflown else { return nil }
      total = sum
      rest = rest.dropFirst(name.count)
    }
    self = .milliseconds(total)
  }
}
