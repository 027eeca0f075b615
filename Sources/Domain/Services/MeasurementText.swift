extension MeasurementUnit {
  /// A measured number for people, as in `420ms`, `1.2s`, `37`, `95%`, `12d`, `3.4GiB`.
  package func text(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    switch self {
    case .count: return short(value)
    case .percent: return short(value) + "%"
    case .days: return short(value) + "d"
    case .seconds: return seconds(value)
    case .bytes: return bytes(value)
    }
  }

  private func seconds(_ value: Double) -> String {
    if abs(value) >= 120 { return Duration.seconds(value.rounded()).configText }
    return abs(value) < 1 ? "\(short((value * 1000).rounded()))ms" : "\(short(value))s"
  }

  private func bytes(_ value: Double) -> String {
    var value = value
    for unit in ["B", "KiB", "MiB"] {
      if abs(value) < 1024 { return short(value) + unit }
      value /= 1024
    }
    return short(value) + "GiB"
  }

  /// A whole number where nothing is lost by it, else one decimal.
  private func short(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    guard abs(tenths) < 1e15 else { return String(value) }
    return tenths == tenths.rounded() ? String(Int64(tenths)) : String(tenths)
  }
}

extension Check {
  /// The unit of one of its measurements; plain numbers where nothing is known.
  package func unit(of measurement: String) -> MeasurementUnit {
    measurements.first { $0.name == measurement }?.unit ?? Condition.builtInUnits[measurement]
      ?? Condition.columnUnits[measurement] ?? .count
  }
}
