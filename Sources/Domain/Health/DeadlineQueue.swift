/// At most one deadline for each of `0..<count`, the earliest at hand: a binary heap that knows where each lies.
struct DeadlineQueue: Sendable {
  private var deadlines: [Int64]
  private var heap: [Int32] = []
  private var places: [Int32]

  init(count: Int) {
    deadlines = Array(repeating: 0, count: count)
    places = Array(repeating: -1, count: count)
  }

  /// The earliest deadline and whose it is.
  var first: (at: Timestamp, index: Int)? {
    heap.first.map { (Timestamp(milliseconds: deadlines[Int($0)]), Int($0)) }
  }

  subscript(index: Int) -> Timestamp? {
    places[index] < 0 ? nil : Timestamp(milliseconds: deadlines[index])
  }

  mutating func set(_ index: Int, _ deadline: Timestamp?) {
    guard let deadline else { return remove(index) }
    deadlines[index] = deadline.milliseconds
    if places[index] < 0 {
      places[index] = Int32(heap.count)
      heap.append(Int32(index))
    }
    rise(Int(places[index]))
    sink(Int(places[index]))
  }

  /// Moves every deadline by the same time; their order stays.
  mutating func shift(by duration: Duration) {
    for index in deadlines.indices { deadlines[index] += duration.milliseconds }
  }

  private mutating func remove(_ index: Int) {
    let place = Int(places[index])
    guard place >= 0 else { return }
    swap(place, heap.count - 1)
    heap.removeLast()
    places[index] = -1
    guard place < heap.count else { return }
    rise(place)
    sink(place)
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (deadlines[Int(heap[left])], heap[left]) < (deadlines[Int(heap[right])], heap[right])
  }

  private mutating func swap(_ left: Int, _ right: Int) {
    heap.swapAt(left, right)
    places[Int(heap[left])] = Int32(left)
    places[Int(heap[right])] = Int32(right)
  }

  private mutating func rise(_ from: Int) {
    var place = from
    while place > 0, isBefore(place, (place - 1) / 2) {
      swap(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink(_ from: Int) {
    var place = from
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && isBefore(child, least) {
        least = child
      }
      guard least != place else { return }
      swap(place, least)
      place = least
    }
  }
}
