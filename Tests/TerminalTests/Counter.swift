import Synchronization

/// Numbers that no two terminals share; a class since all tests count on the one.
final class Counter: Sendable {
  private let last = Atomic<Int>(0)

  func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
}
