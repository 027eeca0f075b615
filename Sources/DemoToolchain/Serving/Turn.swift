import Domain

/// What a service makes of the bytes that a connection has received so far.
enum Turn: Sendable, Equatable {
  case waits
  case answers(Reply)
}

struct Reply: Sendable, Equatable {
  /// Bytes of the input that are done with.
  var consumed: Int
  var bytes: [UInt8]
  /// The answer is held back that long.
  var delay: Duration
  var closes: Bool
}
