import Documents

/// An override with the places of its words.
struct KeysRead {
  var command: Located<String>
  var keys: [Located<String>]

  var override: KeyOverride { KeyOverride(command: command.value, keys: keys.map(\.value)) }
}

extension Shape where Value == [KeysRead] {
  /// A mapping from commands to a key or keys; which there are is for the console to say.
  static var keys: Shape {
    let key = Shape<String>.scalar("a key", example: "N, F2 or Ctrl-B") { $0.isEmpty ? nil : $0 }.located
    return Shape<[(key: Located<String>, value: [Located<String>])]>.entries(of: .oneOrMore(key)).map {
      $0.map { KeysRead(command: $0.key, keys: $0.value) }
    }
  }
}

/// Reports what the console says is wrong with the keys, where it stands.
func checkKeys(_ main: PartRead, _ faults: ([KeyOverride]) -> [KeyFault]) {
  guard let keys = main.part?.keys, !keys.isEmpty else { return }
  for fault in faults(keys.map(\.override)) {
    let read = keys[fault.override]
    let place = fault.key.map { read.keys[$0] } ?? read.command
    main.log.error(at: place.position, fault.message, hint: fault.hint.words(for: place.value))
  }
}

extension KeyFault.Hint {
  fileprivate func words(for written: String) -> String {
    switch self {
    case .words(let words): words
    case .oneOf(let known, let otherwise):
      nearest(to: written, among: known).map { "did you mean \"\($0)\"?" } ?? otherwise
    }
  }
}
