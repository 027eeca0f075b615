package import Domain

/// For whom an update is written, and how much room there is.
package enum Audience: String, Sendable, Equatable, CaseIterable {
  case chat
  case email = "e-mail"
  case statusPage = "status page"
  case executive
  case sms = "SMS"
  case file
}

/// An update on its way out: one form, rendered for each audience from the same fields.
package struct UpdateMessage: Sendable, Equatable {
  package var fields: UpdateFields
  package var incident: Incident
  package var number: Int
  /// When it goes out.
  package var at: Timestamp
  /// The head of the record's chain, as in `#42 k7qf-2m9x-aa41-zp0d`: a copy outside anchors the record.
  package var head: String?
  package var isDemo: Bool
  /// What the responders need from the executives; nil where nobody said.
  package var needs: String?

  package init(
    fields: UpdateFields, incident: Incident, number: Int, at: Timestamp, head: String? = nil,
    isDemo: Bool = false, needs: String? = nil
  ) {
    self.fields = fields
    self.incident = incident
    self.number = number
    self.at = at
    self.head = head
    self.isDemo = isDemo
    self.needs = needs
  }

  /// DRILL, DEMO or nothing.
  package var watermark: String? { Comms.watermark(isDrill: incident.isDrill, isDemo: isDemo) }

  /// How late it goes out against the promise; nil where it is in time.
  package var lateness: Duration? {
    let recorded = incident.updates.first { $0.number == number }
    let promise = recorded == nil ? incident.nextUpdateAt : recorded?.dueAt
    guard let promise, at >= promise + UpdatePromise.grace else { return nil }
    return at - promise
  }
}

/// The text that goes to an audience; in a drill or the demo each of its lines says so.
package func render(
  _ fields: UpdateFields, for audience: Audience, incident: Incident, number: Int, at moment: Timestamp,
  head: String? = nil, isDemo: Bool = false, needs: String? = nil
) -> String {
  UpdateMessage(
    fields: fields, incident: incident, number: number, at: moment, head: head, isDemo: isDemo, needs: needs
  ).text(for: audience)
}
