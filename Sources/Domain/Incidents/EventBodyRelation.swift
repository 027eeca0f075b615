/// The incident went on as another one, or has to do with it.
package struct Relation: Sendable, Equatable, Codable {
  package var kind: Kind
  package var other: IncidentID
  /// The other's name in the database that this was written in, as in `INC-5`.
  package var name: String
  package var reason: String?

  package enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
    /// From here on everything is written on the other one; this one is closed.
    case merged
    case related
  }

  package init(kind: Kind, other: IncidentID, name: String, reason: String? = nil) {
    self.kind = kind
    self.other = other
    self.name = name
    self.reason = reason
  }
}
