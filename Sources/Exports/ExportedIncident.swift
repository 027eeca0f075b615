package import Domain

import Comms

/// An incident on its way to a file, with all that its text depends on: the same record gives the same bytes.
package struct ExportedIncident: Sendable {
  package var incident: Incident
  package var isDemo: Bool
  /// The moment for which numbers of an open incident are reckoned.
  package var asOf: Timestamp
  /// The signature of each head that was signed, by the head's three lines.
  package var signatures: [String: HeadSignature] = [:]

  /// Without `asOf` the numbers hold for the moment of the last entry.
  package init(incident: Incident, isDemo: Bool = false, asOf: Timestamp? = nil) {
    self.incident = incident
    self.isDemo = isDemo
    self.asOf =
      asOf ?? incident.timeline.map(\.event.recordedAt).max() ?? Timestamp(milliseconds: 0)
  }

  var watermark: String? { Comms.watermark(isDrill: incident.isDrill, isDemo: isDemo) }

  /// What the mark means, for somebody who was not told.
  var warning: String? {
    watermark.map { mark in
      incident.isDrill
        ? "\(mark): this was an exercise. Nothing in it happened to real users."
        : "\(mark): shown with made-up services. Nothing in it happened."
    }
  }

  /// How a reader can see whether this copy is true.
  var verification: [String] {
    let heads = incident.chainHeads.map(\.short).joined(separator: ", ")
    return [
      "\(incident.timeline.count) events. Head of the record's chain: \(heads.isEmpty ? "not recorded" : heads).",
      "To check: run sitrep verify \(incident.name) where the record is kept, and compare its heads with the ones here "
        + "and at the foot of the updates that were sent.",
    ]
  }

  /// The heads as they are kept: three lines each, and a fourth with the signature where there is one.
  var anchors: [String] {
    incident.chainHeads.map { head in
      head.anchor + (signatures[head.anchor].map { "\($0.line)\n" } ?? "")
    }
  }

  /// The rows of the timeline that people read; a pin shows in its line and has no row of its own.
  var rows: [TimelineEntry] {
    incident.timeline.filter { entry in
      if case .pin = entry.event.body { false } else { true }
    }
  }
}

/// The forms that an incident can be written in.
package enum ExportFormat: String, Sendable, Equatable, CaseIterable {
  case markdown, json, csv, ndjson, html

  /// The ending of a file in this form.
  package var fileExtension: String { self == .markdown ? "md" : rawValue }
}

extension ExportedIncident {
  /// A name for the file, as in `INC-7.md`; a drill's and a demo's say so.
  package func fileName(_ format: ExportFormat) -> String {
    let mark = watermark.map { "-" + $0.lowercased().split(separator: " ").joined(separator: "-") } ?? ""
    return "\(incident.name)\(mark).\(format.fileExtension)"
  }
}

/// The incident in the given form.
package func export(_ exported: ExportedIncident, as format: ExportFormat) -> String {
  switch format {
  case .markdown: markdown(exported)
  case .json: json(exported)
  case .csv: csv(exported)
  case .ndjson: ndjson(exported)
  case .html: html(exported)
  }
}
