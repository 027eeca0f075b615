import CNcurses
import Cells
import Synchronization

/// What terminfo says of a name.
enum TerminfoEntry {
  case found(Capabilities)
  /// It cannot move its cursor.
  case dumb
  case unknown

  static func named(_ name: String, tty: Int32) -> TerminfoEntry {
    loaded.withLock { _ in
      guard terminfo_load(name, tty) == 1 else { return .unknown }
      return Capabilities(loadedEntry: name).map(TerminfoEntry.found) ?? .dumb
    }
  }

  /// The library keeps one entry for the whole process.
  private static let loaded = Mutex(())
}

extension Capabilities {
  fileprivate init?(loadedEntry name: String) {
    guard let move = Self.string("cup"), let clear = Self.string("clear") else { return nil }
    self.init(move: Parametrised(move), clear: clear, plain: Self.shortened(Self.string("sgr0") ?? []))
    readMotions()
    readLooks()
    readModes()
    keys = Self.readKeys()
  }

  private mutating func readMotions() {
    carriageReturn = Self.string("cr")
    down = Self.string("cud1")
    up = Self.string("cuu1")
    left = Self.string("cub1")
    right = Self.string("cuf1")
    downBy = Self.parametrised("cud")
    upBy = Self.parametrised("cuu")
    leftBy = Self.parametrised("cub")
    rightBy = Self.parametrised("cuf")
    toColumn = Self.parametrised("hpa")
    toRow = Self.parametrised("vpa")
    clearToEnd = Self.string("el")
    scrollRegion = Self.parametrised("csr")
    scrollUp = Self.string("ind")
    scrollDown = Self.string("ri")
    wraps = terminfo_flag("am")
    wrapsLate = terminfo_flag("xenl")
    movesWithAttributes = terminfo_flag("msgr")
    erasesWithBackground = terminfo_flag("bce")
  }

  private mutating func readLooks() {
    bold = Self.string("bold")
    reverse = Self.string("rev") ?? Self.string("smso")
    underline = Self.string("smul")
    foreground = Self.parametrised("setaf")
    background = Self.parametrised("setab")
    let colors = Int(terminfo_number("colors"))
    depth =
      foreground == nil || background == nil
      ? .none : ColorDepth(colors: colors, isDirect: terminfo_flag("RGB"))
    let forbidden = max(0, Int(terminfo_number("ncv")))
    if forbidden & 2 != 0 { notWithColor.insert(.underline) }
    if forbidden & 4 != 0 { notWithColor.insert(.reverse) }
    if forbidden & 32 != 0 { notWithColor.insert(.bold) }
  }

  private mutating func readModes() {
    enter = Self.string("smcup") ?? []
    leave = Self.string("rmcup") ?? clear
    hideCursor = Self.string("civis")
    showCursor = Self.string("cnorm")
    synchronised = Self.parametrised("Sync")
    knowsPrivateModes =
      terminfo_flag("XT") || Self.string("BE") != nil || enter.starts(with: Array("\u{1B}[?".utf8))
    // Without keypad mode the keys of ECMA-48 terminals come in a form that the decoder knows by itself.
    if !move(0, 0).starts(with: [0x1B, 0x5B]) {
      enter += Self.string("smkx") ?? []
      leave = (Self.string("rmkx") ?? []) + leave
    }
  }

  private static func readKeys() -> [KeySequence] {
    keyNames.compactMap { name, key in string(name).map { KeySequence(bytes: $0, key: key) } }
  }

  private static let keyNames: [(String, Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kcbt", .backTab),
      ("kent", .enter),
    ] + (1...20).map { ("kf\($0)", .function($0)) }

  private static func parametrised(_ name: String) -> Parametrised? { string(name).map(Parametrised.init) }

  /// A string capability without padding: no terminal of this century needs time to think.
  private static func string(_ name: String) -> [UInt8]? {
    guard let text = terminfo_string(name) else { return nil }
    return withoutPadding(
      UnsafeBufferPointer(start: text, count: length(of: text)).map(UInt8.init(bitPattern:)))
  }

  private static func length(of text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }

  /// The bytes without the delays `$<5>` in them.
  static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if rest.starts(with: Array("$<".utf8)), let end = rest.firstIndex(of: 0x3E) {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The reset without the return from line drawing that we never switch on.
  static func shortened(_ plain: [UInt8]) -> [UInt8] {
    var bytes = plain
    if bytes.starts(with: Array("\u{1B}(B".utf8)), bytes.count > 3 { bytes.removeFirst(3) }
    if bytes.last == 0x0F, bytes.count > 1 { bytes.removeLast() }
    return bytes
  }
}
