import Domain
import Testing

private func fleet(_ count: Int, schedule: Check.Schedule = Check.Schedule()) -> HealthBoard {
  HealthBoard(services: (0..<count).map { service(ServiceID("s\($0)"), schedule: schedule) })
}

/// Answers every probe at once, for as long as asked; the starts by service.
private func run(_ board: inout HealthBoard, _ time: Duration, outcome: Character = ".") -> [ServiceID:
  [Duration]]
{
  var starts: [ServiceID: [Duration]] = [:]
  var now = Night.start
  while now <= Night.start + time {
    for due in board.takeDue(at: now) {
      starts[due.service, default: []].append(now - Night.start)
      _ = board.record(Night.sample(outcome, due.service, due.check.id, at: now))
    }
    guard let next = board.nextDue else { break }
    now = max(next, now + .milliseconds(1))
  }
  return starts
}

struct SchedulingTests {
  @Test func `the first round begins at once and is over in two seconds`() {
    var board = fleet(200)
    #expect(board.nextDue.map { $0 <= Night.start } == true)
    let starts = run(&board, .seconds(2))
    #expect(starts.count == 200)
    #expect(Set(starts.values.compactMap(\.first)).count > 150)
  }

  @Test func `later rounds lie evenly over the interval`() {
    var board = fleet(300)
    let starts = run(&board, .seconds(150)).values.flatMap { $0 }.filter {
      $0 >= .seconds(60) && $0 < .seconds(120)
    }
    #expect((590...610).contains(starts.count))
    let seconds = Dictionary(grouping: starts) { Int($0.inSeconds) % 30 }.mapValues(\.count)
    #expect(seconds.count == 30 && seconds.values.allSatisfy { $0 < 50 })
  }

  @Test func `a few probes start at one moment, many are spread`() {
    var (few, many) = (fleet(50), fleet(3000))
    func moments(_ board: inout HealthBoard) -> [Int] {
      let starts = run(&board, .seconds(100)).values.flatMap { $0 }.filter { $0 >= .seconds(60) }
      return Dictionary(grouping: starts) { $0 }.values.map(\.count)
    }
    let (together, spread) = (moments(&few), moments(&many))
    #expect(together.count <= 21)
    #expect((together + spread).allSatisfy { $0 <= 20 })
    #expect(spread.count > 1500)
  }

  @Test func `two processes probe at the same places`() {
    var (one, other) = (fleet(20), fleet(20))
    #expect(run(&one, .seconds(100)) == run(&other, .seconds(100)))
  }

  @Test func `a suspect is asked again soon and a believed failure at its interval`() {
    var board = fleet(1)
    let starts = run(&board, .seconds(90), outcome: "x")["s0"] ?? []
    #expect(starts[1] - starts[0] == .seconds(5) && starts[2] - starts[1] == .seconds(5))
    #expect(starts[4] - starts[3] == .seconds(30))
  }

  @Test func `a probe in flight is not taken twice until its answer is lost`() {
    var board = fleet(1, schedule: .init(every: .seconds(1), timeout: .seconds(5)))
    var now = Night.start
    while board.takeDue(at: now).isEmpty { now = board.nextDue ?? now }
    let taken = now
    board.probeNow("s0", at: taken + .seconds(1))
    #expect(board.takeDue(at: taken + .seconds(6)).isEmpty)
    #expect(board.takeDue(at: taken + .seconds(9)).count == 1)
  }

  @Test func `probing now brings the next probe forward`() {
    var board = fleet(1)
    _ = run(&board, .seconds(40))
    let now = (board.nextDue ?? Night.start) - .seconds(10)
    board.probeNow("s0", at: now)
    #expect(board.takeDue(at: now).map(\.service) == ["s0"])
  }

  @Test func `a clock that was set back does not stop the probes`() {
    var board = fleet(5)
    _ = run(&board, .seconds(40))
    let now = Night.start - .hours(1)
    _ = board.takeDue(at: now)
    #expect(board.nextDue.map { $0 <= now + .seconds(35) } == true)
  }
}
