/// The last event of a chain: kept somewhere else, it shows later that nothing before it was changed or cut off.
package struct ChainHead: Sendable, Equatable {
  package var database: UniqueID
  /// Nil for the chain over the whole database.
  package var incident: IncidentID?
  /// The number of the event in its chain.
  package var number: Int64
  package var hash: [UInt8]

  package init(database: UniqueID, incident: IncidentID?, number: Int64, hash: [UInt8]) {
    self.database = database
    self.incident = incident
    self.number = number
    self.hash = hash
  }

  /// The head of an event's incident as it was after the event; of the database for an event of no incident.
  package init(of recorded: RecordedEvent) {
    let position = recorded.position
    self.init(
      database: position.database, incident: recorded.event.incident,
      number: recorded.event.incident == nil ? position.globalNumber : position.number, hash: position.hash)
  }

  /// The three lines that are kept outside: the chain's name, its length, the hash in base 64.
  package var anchor: String {
    let name = ["sitrep", database.description, incident?.description].compactMap(\.self)
    return "\(name.joined(separator: "/"))\n\(number)\n\(TextCoding.base64(hash))\n"
  }

  /// The form that people read out and type: the length and the hash's first 80 bits, as in `#42 k7qf-2m9x-aa41-zp0d`.
  package var short: String {
    let letters = Array(TextCoding.base32(hash.prefix(10)))
    let groups = stride(from: 0, to: letters.count, by: 4).map {
      String(letters[$0..<min($0 + 4, letters.count)])
    }
    return "#\(number) \(groups.joined(separator: "-"))"
  }
}

/// A head as somebody kept it: whole, or in the short form, which names neither database nor incident.
package struct ChainAnchor: Sendable, Equatable {
  /// Nil where the form does not say it.
  package var database: UniqueID?
  package var incident: IncidentID?
  package var number: Int64
  /// All 32 bytes of the hash, or its first 10.
  package var hashPrefix: [UInt8]

  package init(database: UniqueID?, incident: IncidentID?, number: Int64, hashPrefix: [UInt8]) {
    self.database = database
    self.incident = incident
    self.number = number
    self.hashPrefix = hashPrefix
  }

  package init(_ head: ChainHead) {
    database = head.database
    incident = head.incident
    number = head.number
    hashPrefix = head.hash
  }

  /// Reads the three lines of an anchor; nil for anything else.
  package init?(anchor text: String) {
    let lines = text.split(whereSeparator: \.isNewline)
    guard lines.count == 3, let number = Int64(lines[1]), number > 0,
      let hash = TextCoding.bytes(base64: lines[2]), hash.count == 32
    else { return nil }
    let name = lines[0].split(separator: "/", omittingEmptySubsequences: false)
    guard (2...3).contains(name.count), name[0] == "sitrep", let database = UniqueID(String(name[1])) else {
      return nil
    }
    self.database = database
    self.number = number
    hashPrefix = hash
    guard name.count == 3 else { return }
    guard let incident = UniqueID(String(name[2])) else { return nil }
    self.incident = incident
  }

  /// Reads the short form, with or without its `#`, `-` and capitals, for the chain of `incident`.
  package init?(short text: String, of incident: IncidentID?) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let number = Int64(parts[0].drop { $0 == "#" }), number > 0,
      let prefix = TextCoding.bytes(base32: parts[1].filter { $0 != "-" }), prefix.count == 10
    else { return nil }
    self.incident = incident
    self.number = number
    hashPrefix = prefix
  }
}
