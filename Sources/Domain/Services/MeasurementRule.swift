/// A number taken from a probe's answer under a name of its own.
package struct MeasurementRule: Sendable, Equatable {
  package var name: String
  package var source: Source
  package var unit: MeasurementUnit
  /// Multiplies what was read, so that the unit holds.
  package var scale: Double

  package enum Source: Sendable, Equatable {
    /// A path as in `$.a.b[0]`.
    case json(String)
    /// The first capture group, or the whole match where there is none.
    case regex(String)
  }

  package init(name: String, source: Source, unit: MeasurementUnit = .count, scale: Double = 1) {
    self.name = name
    self.source = source
    self.unit = unit
    self.scale = scale
  }
}

/// What a measured number counts; conditions compare like with like.
package enum MeasurementUnit: String, Sendable, Equatable, CaseIterable {
  case count = ""
  case seconds = "s"
  case bytes = "B"
  case percent = "%"
  case days = "d"
}
