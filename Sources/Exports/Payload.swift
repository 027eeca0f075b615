import Domain
import FoundationEssentials

/// An event's fields as JSON; a payload that this version cannot read as JSON stands as hexadecimal text.
func payloadJSON(_ body: EventBody) -> JSONText {
  guard let payload = try? body.encoded().payload else { return .null }
  if case .unknown = body, !isJSON(payload) { return .object(["hex": .string(hexText(payload))]) }
  return .verbatim(String(decoding: payload, as: UTF8.self))
}

private func isJSON(_ bytes: [UInt8]) -> Bool {
  // A byte order mark or UTF-16 is read by the decoder, but is no JSON inside of other JSON.
  bytes.first.map { $0 < 0x80 } == true && !bytes.contains(0)
    && String(validating: bytes, as: UTF8.self) != nil
    && (try? JSONDecoder().decode(AnyJSON.self, from: Data(bytes))) != nil
}

/// Reads any JSON and keeps nothing of it.
private struct AnyJSON: Decodable {
  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: AnyKey.self) {
      for key in members.allKeys { _ = try members.decode(AnyJSON.self, forKey: key) }
    } else if var elements = try? decoder.unkeyedContainer() {
      while !elements.isAtEnd { _ = try elements.decode(AnyJSON.self) }
    }
  }
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}
