import Cells

/// The decoder with the clock that tells the key Esc from the beginning of a sequence.
struct KeyInput {
  private var decoder: InputDecoder
  private var received: [UInt8] = []
  /// When what is held back will be taken for what it is.
  private(set) var deadline: ContinuousClock.Instant?

  init(decoder: InputDecoder) { self.decoder = decoder }

  mutating func take(_ bytes: [UInt8]) { received += bytes }

  /// The keys that are certain by now.
  mutating func keys() -> [Key] {
    if !received.isEmpty {
      defer { received = [] }
      let keys = decoder.decode(received)
      deadline = patience.map { .now + $0 }
      return keys
    }
    guard let end = deadline, end <= .now else { return [] }
    let keys = decoder.flush()
    deadline = nil
    return keys
  }

  /// How long the rest may take: a person's Esc must feel immediate, a paste may come through a slow line.
  private var patience: Duration? {
    switch decoder.waiting {
    case .nothing: nil
    case .afterEscape: .milliseconds(30)
    case .inSequence: .milliseconds(300)
    case .inPaste: .seconds(3)
    case .inStalledPaste: .seconds(1)
    }
  }
}
