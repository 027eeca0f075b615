import Domain
import FoundationEssentials

/// An event as one line of JSON, with all that it had when it was entered.
struct SpooledEvent: Codable {
  var id: String
  var incident: String?
  var happenedAt: Int64
  var recordedAt: Int64
  var actor: Actor
  var source: String
  var kind: String
  /// The payload where it is text, as those of all known kinds are.
  var text: String?
  var bytes: Data?
  var corrects: String?
  var isKey: Bool
  var isDrill: Bool

  init(_ event: Event) throws {
    let body = try event.body.encoded()
    id = event.id.description
    incident = event.incident?.description
    happenedAt = event.happenedAt.milliseconds
    recordedAt = event.recordedAt.milliseconds
    actor = event.actor
    source = event.source.rawValue
    kind = body.kind
    text = String(validating: body.payload, as: UTF8.self)
    bytes = text == nil ? Data(body.payload) : nil
    corrects = event.corrects?.description
    isKey = event.isKey
    isDrill = event.isDrill
  }

  /// The event; nil where an identifier cannot be read.
  var event: Event? {
    guard let id = UniqueID(id), incident.map({ UniqueID($0) != nil }) ?? true else { return nil }
    let payload = text.map { Array($0.utf8) } ?? bytes.map { [UInt8]($0) } ?? []
    return Event(
      id: id, incident: incident.flatMap { UniqueID($0) }, happenedAt: Timestamp(milliseconds: happenedAt),
      recordedAt: Timestamp(milliseconds: recordedAt), actor: actor,
      source: Event.Source(rawValue: source) ?? .import,
      body: EventBody(EncodedBody(kind: kind, payload: payload)), corrects: corrects.flatMap { UniqueID($0) },
      isKey: isKey, isDrill: isDrill)
  }
}

extension SpooledEvent {
  /// The line with its end; JSON holds no line break of its own.
  static func line(_ event: Event) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(SpooledEvent(event))) + [0x0a]
  }

  /// The event of a line; nil for one that was cut off.
  static func event(_ line: some Sequence<UInt8>) -> Event? {
    (try? JSONDecoder().decode(SpooledEvent.self, from: Data(line)))?.event
  }
}
