/// The bytes that a terminal sends for a key.
package struct KeySequence: Hashable, Sendable {
  package var bytes: [UInt8]
  package var key: Key

  package init(bytes: [UInt8], key: Key) {
    self.bytes = bytes
    self.key = key
  }
}

/// Bytes of a terminal into keys, whatever pieces they come in.
///
/// It knows the sequences of xterm, rxvt, the Linux console and the VT family with and without modifiers, and what
/// terminfo adds. Bytes that mean nothing are dropped.
package struct InputDecoder: Sendable {
  /// What the bytes that came so far are waiting for.
  package enum Waiting: Hashable, Sendable {
    case nothing
    /// An escape byte alone: the key Esc, or the beginning of a sequence.
    case afterEscape
    case inSequence
    case inPaste
    /// A paste whose end has not come when it was waited for.
    case inStalledPaste
  }

  // Searched at each escape sequence: a table with a hash for each would cost every start more than that.
  private let sequences: [KeySequence]
  /// The bytes of an unfinished character or sequence.
  private var held: [UInt8] = []
  private var paste: PasteCollector?
  private var isStalled = false
  /// Among the bytes that came together there is a later end of a paste.
  private var endsLater = false
  private var keys: [Key] = []

  /// A decoder that also knows the sequences of the terminal at hand.
  package init(sequences: [KeySequence] = []) {
    self.sequences = sequences.filter { $0.bytes.count > 1 && $0.bytes[0] == 0x1B }
  }

  package var waiting: Waiting {
    if paste != nil { return isStalled ? .inStalledPaste : .inPaste }
    if held.isEmpty { return .nothing }
    return held == [0x1B] ? .afterEscape : .inSequence
  }

  /// The keys that these bytes complete, which have come together.
  ///
  /// From the beginning of a paste to the last end of one among them all is text: a text with an end mark in it must not
  /// have keys after it.
  package mutating func decode(_ bytes: [UInt8]) -> [Key] {
    let lastEnd = PasteCollector.lastEnd(in: bytes)
    for (index, byte) in bytes.enumerated() {
      endsLater = index < lastEnd
      take(byte)
    }
    return taken()
  }

  /// The keys that were held back, now that nothing more has come for a while.
  package mutating func flush() -> [Key] {
    if paste != nil {
      flushPaste()
      return taken()
    }
    let bytes = held
    held = []
    if let key = known(bytes) {
      keys.append(key)
    } else if bytes == [0x1B] {
      keys.append(.escape)
    } else if let key = Self.altKey(bytes) {
      keys.append(key)
    }
    return taken()
  }

  /// The key Alt with an ASCII character, where the beginning of a sequence turned out to be that.
  private static func altKey(_ bytes: some RandomAccessCollection<UInt8>) -> Key? {
    guard bytes.count == 2, bytes.first == 0x1B, let last = bytes.last, last < 0x80 else { return nil }
    return .alt(Character(UnicodeScalar(last)))
  }

  /// What the terminal's own description says of the bytes; of two entries the later one.
  private func known(_ bytes: [UInt8]) -> Key? { sequences.last { $0.bytes == bytes }?.key }

  private mutating func taken() -> [Key] {
    defer { keys = [] }
    return keys
  }

  private mutating func take(_ byte: UInt8) {
    if paste != nil { return takePasted(byte) }
    guard let first = held.first else { return takeFirst(byte) }
    if first != 0x1B { return takeUTF8(byte, after: 0) }
    if held.count > 1, held[1] >= 0xC2 { return takeUTF8(byte, after: 1) }
    takeInSequence(byte)
  }

  private mutating func takeFirst(_ byte: UInt8) {
    switch byte {
    case 0x1B, 0xC2...0xF4: held = [byte]
    case 0x80...0xFF: break
    default: keys.append(Key(ascii: byte))
    }
  }

  private mutating func takePasted(_ byte: UInt8) {
    guard paste?.take(byte) == .ended, !endsLater else { return }
    endPaste()
  }

  private mutating func endPaste() {
    let text = paste?.drain() ?? ""
    if !text.isEmpty || !isStalled { keys.append(.paste(text)) }
    paste = nil
    isStalled = false
  }

  /// Gives out what has come of a paste, and goes on taking all for pasted: the rest may still be on its way.
  private mutating func flushPaste() {
    // An escape byte that nothing follows is the key.
    if isStalled, paste?.isAtEscape == true {
      endPaste()
      if keys.isEmpty { keys.append(.paste("")) }
      return
    }
    let text = paste?.drain() ?? ""
    if !text.isEmpty { keys.append(.paste(text)) }
    if !isStalled { keys.append(.pasteStalled) }
    isStalled = true
  }

  /// Another byte of a character that is not ASCII; `after` counts the escape byte before it.
  private mutating func takeUTF8(_ byte: UInt8, after escapes: Int) {
    guard byte & 0xC0 == 0x80 else {
      held = []
      return take(byte)
    }
    held.append(byte)
    let lead = held[escapes]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard held.count == escapes + length else { return }
    var iterator = held[escapes...].makeIterator()
    var codec = UTF8()
    held = []
    // Overlong forms, surrogates and C1 controls are nobody's keys.
    guard case .scalarValue(let scalar) = codec.decode(&iterator), scalar.value >= 0xA0 else { return }
    keys.append(escapes == 0 ? .character(Character(scalar)) : .alt(Character(scalar)))
  }

  private mutating func takeInSequence(_ byte: UInt8) {
    held.append(byte)
    if let key = known(held) {
      held = []
      return keys.append(key)
    }
    let isLongerKnown = sequences.contains { $0.bytes.count > held.count && $0.bytes.starts(with: held) }
    switch EscapeSequence.reading(held, isLongerKnown: isLongerKnown) {
    case .unfinished:
      // Only a string from the terminal gets this long, and its text says nothing to us.
      if held.count > 256 { held.removeLast() }
    case .key(let key):
      held = []
      keys.append(key)
    case .nothing:
      held = []
    case .paste:
      held = []
      paste = PasteCollector()
    case .escapeThenAgain:
      held = []
      keys.append(.escape)
      take(byte)
    case .broken:
      if let key = Self.altKey(held.dropLast()) { keys.append(key) }
      held = []
      take(byte)
    }
  }
}

extension Key {
  /// The key of one byte below 0x80, but escape.
  init(ascii byte: UInt8) {
    switch byte {
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x08, 0x7F: self = .backspace
    case 0x00: self = .control(" ")
    case 0x01...0x1A: self = .control(Character(UnicodeScalar(byte + 0x60)))
    case 0x1B: self = .escape
    case 0x1C...0x1F: self = .control(Character(UnicodeScalar(byte + 0x40)))
    default: self = .character(Character(UnicodeScalar(byte)))
    }
  }
}
