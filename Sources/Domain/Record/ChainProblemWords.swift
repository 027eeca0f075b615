extension ChainProblem {
  /// What is wrong and where, in one sentence for people.
  package var words: String {
    switch fault {
    case .changed(let expected, let found):
      "\(place) was changed after it was written: its hash should be \(Self.hex(expected)) and is \(Self.hex(found))."
    case .removed(let missing):
      "\(missing == 1 ? "One event is" : "\(missing) events are") missing before \(lowercasePlace)\(lostWords)."
    case .reordered: "\(place) does not stand where it was written."
    case .brokenLink: "\(place) does not follow the event before it: one of the two was written anew."
    case .rowDiffers: "\(place) is filed under another incident or identifier than it was written for."
    case .foreignDatabase(let other): "\(place) comes from another database, \(other)."
    case .unreadable: "\(place) cannot be read."
    case .payloadChanged: "The text of \(lowercasePlace) was changed after it was written."
    case .payloadMissing: "The text of \(lowercasePlace) is missing, and no redaction on record says why."
    case .truncated(let kept) where count(kept) == 0:
      "\(Self.chain(kept)) is gone as a whole: it had \(kept.number) events."
    case .truncated(let kept):
      "The record was cut off: \(Self.chain(kept)) had \(kept.number) events and has \(count(kept))."
    case .rewritten(let kept):
      "The record was written anew: \(lowercasePlace) is not the one that was number \(kept.number) of \(Self.chain(kept))."
    case .otherDatabase(let kept):
      "The kept line belongs to another database, \(kept.database.map(\.description) ?? "unknown")."
    case .misnumbered:
      "Incident \(incident.map(\.description) ?? "unknown") does not bear the number that it was given."
    case .incidentsGone(let numbers):
      Self.gone(numbers) + "."
    }
  }

  private var place: String { "Event \(globalNumber)\(inIncident)" }
  private var lowercasePlace: String { "event \(globalNumber)\(inIncident)" }
  private var inIncident: String {
    let parts = [kind, incident.map { "number \(number) of incident \($0)" }].compactMap(\.self)
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  private var lostWords: String {
    guard let lost else {
      return goneIncidents.isEmpty ? "" : ": \(Self.gone(goneIncidents))"
    }
    let (first, last) = (lost.numbers.lowerBound, lost.numbers.upperBound)
    let numbers = first == last ? "number \(first)" : "numbers \(first) to \(last)"
    return ": \(numbers) of incident \(lost.incident)"
  }

  private static func gone(_ numbers: [Int]) -> String {
    "\(numbers.map { "INC-\($0)" }.joined(separator: ", ")) \(numbers.count == 1 ? "is" : "are") gone as a whole"
  }

  private func count(_ kept: ChainAnchor) -> Int64 { kept.incident == nil ? globalNumber : number }

  private static func chain(_ kept: ChainAnchor) -> String {
    kept.incident.map { "incident \($0)" } ?? "the database"
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
