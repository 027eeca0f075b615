package import Domain
import FoundationEssentials

/// A head of a chain as it stands in a text that somebody kept, with the number of its incident where that is all.
package struct KeptHead: Sendable, Equatable {
  package var anchor: ChainAnchor
  /// As in `INC-7`; nil where the anchor names the incident itself, or the whole record.
  package var incident: IncidentName?

  package init(anchor: ChainAnchor, incident: IncidentName?) {
    self.anchor = anchor
    self.incident = incident
  }
}

/// All heads in an update, a mail, an export in any form, a file of anchors: what a copy outside says of the record.
///
/// An export as JSON or CSV holds the hash of each event, so each event is compared.
package func keptHeads(in text: String) -> [KeptHead] {
  let lines = text.split(whereSeparator: \.isNewline)
  let events = lines.flatMap { $0.hasPrefix("{\"actor\"") ? heads(inJSON: $0) : heads(inCSV: $0) }
  return events.isEmpty ? anchors(in: lines) + shortHeads(in: text) : events
}

/// A head's three lines with the signature under them.
package struct SignedHead: Sendable, Equatable {
  package var anchor: String
  package var signature: HeadSignature
}

/// The signed heads of an export as JSON, Markdown or HTML.
package func signedHeads(in text: String) -> [SignedHead] {
  if let export = try? JSONDecoder().decode(ExportedHeads.self, from: Data(text.utf8)) {
    return export.heads.compactMap { head in
      head.signature.flatMap { HeadSignature(line: $0) }.map {
        SignedHead(anchor: head.anchor, signature: $0)
      }
    }
  }
  let lines = text.split(whereSeparator: \.isNewline)
  return lines.indices.dropLast(3).compactMap { index in
    guard let anchor = anchorText(lines, at: index), let signature = HeadSignature(line: lines[index + 3])
    else {
      return nil
    }
    return SignedHead(anchor: anchor, signature: signature)
  }
}

private struct ExportedHeads: Decodable {
  struct Head: Decodable {
    var anchor: String
    var signature: String?
  }

  var heads: [Head]
}

private func heads(inCSV line: Substring) -> [KeptHead] {
  let fields = line.split(separator: ",", omittingEmptySubsequences: false)
  guard fields.count >= 5, let incident = IncidentName(String(fields[1])),
    let database = UniqueID(String(fields[fields.count - 3])), let number = Int64(fields[fields.count - 2]),
    number > 0, let hash = bytes(hex: fields[fields.count - 1]), hash.count == 32
  else { return [] }
  let anchor = ChainAnchor(database: database, incident: nil, number: number, hashPrefix: hash)
  return [KeptHead(anchor: anchor, incident: incident)]
}

private func heads(inJSON line: Substring) -> [KeptHead] {
  let json = line.hasSuffix(",") ? line.dropLast() : line
  return (try? JSONDecoder().decode(ExportedEvent.self, from: Data(json.utf8)))?.heads ?? []
}

/// What an event's line of JSON says of its place in the chains.
private struct ExportedEvent: Decodable {
  struct Chain: Decodable {
    var database: UniqueID
    var globalNumber: Int64
    var number: Int64
    var hash: String

    enum CodingKeys: String, CodingKey {
      case database, number, hash
      case globalNumber = "global_number"
    }
  }

  var incident: UniqueID?
  var chain: Chain

  var heads: [KeptHead] {
    guard let hash = bytes(hex: chain.hash), hash.count == 32 else { return [] }
    let whole = ChainAnchor(
      database: chain.database, incident: nil, number: chain.globalNumber, hashPrefix: hash)
    let own = incident.map {
      ChainAnchor(database: chain.database, incident: $0, number: chain.number, hashPrefix: hash)
    }
    return [whole, own].compactMap { $0.map { KeptHead(anchor: $0, incident: nil) } }
  }
}

/// The three lines of an anchor wherever they stand, as in Markdown or HTML.
private func anchors(in lines: [Substring]) -> [KeptHead] {
  lines.indices.dropLast(2).compactMap { index in
    anchorText(lines, at: index).flatMap { ChainAnchor(anchor: $0) }.map {
      KeptHead(anchor: $0, incident: nil)
    }
  }
}

/// The three lines that may begin on this one.
private func anchorText(_ lines: [Substring], at index: Int) -> String? {
  guard let name = lines[index].firstRange(of: "sitrep/") else { return nil }
  return "\(lines[index][name.lowerBound...])\n\(lines[index + 1])\n\(lines[index + 2].prefix(44))\n"
}

/// The short forms, each of the incident whose name stands last before it.
private func shortHeads(in text: String) -> [KeptHead] {
  let words = text.split { $0.isWhitespace || $0 == "," || $0 == "(" || $0 == ")" }
  var incident: IncidentName?
  var found: [KeptHead] = []
  for (place, word) in words.enumerated() {
    if let name = word.firstRange(of: "INC-") {
      let rest = word[name.lowerBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "@" }
      incident = IncidentName(String(rest)) ?? incident
    }
    guard let mark = word.lastIndex(of: "#"), place + 1 < words.count,
      let anchor = ChainAnchor(short: "\(word[mark...]) \(words[place + 1].prefix(19))", of: nil)
    else { continue }
    let isWhole =
      place > 0 && words[place - 1].hasSuffix("record") && place > 1 && words[place - 2] == "whole"
    guard isWhole || incident != nil else { continue }
    found.append(KeptHead(anchor: anchor, incident: isWhole ? nil : incident))
  }
  return found
}

private func bytes(hex text: some StringProtocol) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count.isMultiple(of: 2) else { return nil }
  var bytes: [UInt8] = []
  for place in stride(from: 0, to: digits.count, by: 2) {
    guard let byte = UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16) else {
      return nil
    }
    bytes.append(byte)
  }
  return bytes
}
