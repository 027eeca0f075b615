package import Documents
package import Domain

/// Who is told what, where and how often.
package struct CommsPlan: Sendable, Equatable {
  package var primary: Channel?
  package var fallback: Channel?
  package var cadence: [Severity: Cadence]
  package var templates: [Template]

  package struct Channel: Sendable, Equatable {
    package var kind: String
    package var ref: String
    /// What must work for the channel to work.
    package var needs: [ServiceID]
    package var position: Position
  }

  package struct Cadence: Sendable, Equatable {
    /// From the declaration to the first update.
    package var first: Duration
    package var every: Duration
    /// After this long the slower rhythm begins.
    package var longAfter: Duration?
    package var longEvery: Duration?
  }

  package struct Template: Sendable, Equatable, Identifiable {
    package var id: String
    package var audience: String
    package var text: String
    package var position: Position
  }

  package func template(_ id: String) -> Template? { templates.first { $0.id == id } }
}
