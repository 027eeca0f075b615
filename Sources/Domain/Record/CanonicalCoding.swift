extension CanonicalBody {
  /// The bytes that are hashed and kept.
  package func encoded() -> [UInt8] {
    var writer = FieldWriter()
    writer.add(.database, database.bytes)
    writer.add(.incident, incident?.bytes)
    writer.add(.number, number.bigEndianBytes)
    writer.add(.globalNumber, globalNumber.bigEndianBytes)
    writer.add(.event, event.bytes)
    writer.add(.kind, kind)
    writer.add(.happenedAt, happenedAt.milliseconds.bigEndianBytes)
    writer.add(.recordedAt, recordedAt.milliseconds.bigEndianBytes)
    writer.add(.boot, origin.boot.bytes)
    writer.add(.monotonic, monotonicNanoseconds.bigEndianBytes)
    writer.add(.userID, origin.userID.bigEndianBytes)
    writer.add(.login, actor.login)
    writer.add(.onBehalfOf, actor.onBehalfOf)
    writer.add(.host, actor.host)
    writer.add(.toolVersion, origin.toolVersion)
    writer.add(.source, source)
    writer.add(.corrects, corrects?.bytes)
    writer.add(.isKey, isKey)
    writer.add(.isDrill, isDrill)
    writer.add(.commitment, commitment)
    return writer.bytes
  }

  /// Reads what `encoded` wrote and nothing else: any other bytes that mean the same are refused.
  package init(decoding bytes: [UInt8]) throws(Flaw) {
    let fields = try FieldReader(bytes)
    database = try fields.id(.database)
    incident = try fields.optionalID(.incident)
    number = try fields.integer(.number)
    globalNumber = try fields.integer(.globalNumber)
    event = try fields.id(.event)
    kind = try fields.text(.kind)
    happenedAt = Timestamp(milliseconds: try fields.integer(.happenedAt))
    recordedAt = Timestamp(milliseconds: try fields.integer(.recordedAt))
    monotonicNanoseconds = try fields.integer(.monotonic)
    origin = EventOrigin(
      userID: try fields.integer(.userID), boot: try fields.id(.boot),
      toolVersion: try fields.text(.toolVersion))
    actor = Actor(
      login: try fields.text(.login), onBehalfOf: try fields.optionalText(.onBehalfOf),
      host: try fields.text(.host))
    source = try fields.text(.source)
    corrects = try fields.optionalID(.corrects)
    isKey = try fields.flag(.isKey)
    isDrill = try fields.flag(.isDrill)
    commitment = Array(try fields.bytes(.commitment))
    guard commitment.count == 32 else { throw .malformed(Tag.commitment.rawValue) }
  }
}

private struct FieldWriter {
  private(set) var bytes: [UInt8] = []

  init() {
    // What a body takes, and a little more; growing step by step copies it five times.
    bytes.reserveCapacity(512)
    bytes += CanonicalBody.magic
  }

  mutating func add(_ tag: CanonicalBody.Tag, _ field: [UInt8]?) {
    guard let field else { return }
    begin(tag, length: field.count)
    bytes += field
  }

  mutating func add(_ tag: CanonicalBody.Tag, _ text: String?) {
    guard let text else { return }
    begin(tag, length: text.utf8.count)
    bytes += text.utf8
  }

  mutating func add(_ tag: CanonicalBody.Tag, _ isSo: Bool) {
    begin(tag, length: 1)
    bytes.append(isSo ? 1 : 0)
  }

  private mutating func begin(_ tag: CanonicalBody.Tag, length: Int) {
    bytes.append(tag.rawValue)
    for place in 1...4 { bytes.append(UInt8(truncatingIfNeeded: length >> (32 - 8 * place))) }
  }
}

/// Where each field lies in the bytes, by tag; found in one pass.
private struct FieldReader {
  typealias Flaw = CanonicalBody.Flaw
  typealias Tag = CanonicalBody.Tag

  private let whole: [UInt8]
  private var starts = InlineArray<21, Int>(repeating: -1)
  private var ends = InlineArray<21, Int>(repeating: -1)

  init(_ bytes: [UInt8]) throws(Flaw) {
    whole = bytes
    guard bytes.starts(with: CanonicalBody.magic) else { throw .notABody }
    var place = CanonicalBody.magic.count
    var last: UInt8 = 0
    while place < bytes.count {
      let tag = bytes[place]
      guard bytes.count - place >= 5 else { throw .cutOff }
      guard tag > last else { throw .tagsOutOfOrder(tag) }
      guard Tag(rawValue: tag) != nil else { throw .unknownTag(tag) }
      let length = (1...4).reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
      guard bytes.count - place - 5 >= length else { throw .cutOff }
      starts[Int(tag)] = place + 5
      place += 5 + length
      ends[Int(tag)] = place
      last = tag
    }
  }

  func has(_ tag: Tag) -> Bool { starts[Int(tag.rawValue)] >= 0 }

  func bytes(_ tag: Tag) throws(Flaw) -> ArraySlice<UInt8> {
    guard has(tag) else { throw .missing(tag.rawValue) }
    return whole[starts[Int(tag.rawValue)]..<ends[Int(tag.rawValue)]]
  }

  func id(_ tag: Tag) throws(Flaw) -> UniqueID {
    guard let id = UniqueID(bytes: try bytes(tag)) else { throw .malformed(tag.rawValue) }
    return id
  }

  func optionalID(_ tag: Tag) throws(Flaw) -> UniqueID? {
    has(tag) ? try id(tag) : nil
  }

  func integer<Number: FixedWidthInteger>(_ tag: Tag) throws(Flaw) -> Number {
    let field = try bytes(tag)
    guard field.count == Number.bitWidth / 8 else { throw .malformed(tag.rawValue) }
    return field.reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  func text(_ tag: Tag) throws(Flaw) -> String {
    guard let text = String(validating: try bytes(tag), as: UTF8.self) else { throw .malformed(tag.rawValue) }
    return text
  }

  func optionalText(_ tag: Tag) throws(Flaw) -> String? {
    has(tag) ? try text(tag) : nil
  }

  func flag(_ tag: Tag) throws(Flaw) -> Bool {
    let field = try bytes(tag)
    guard field.count == 1, let byte = field.first, byte <= 1 else { throw .malformed(tag.rawValue) }
    return byte == 1
  }
}
