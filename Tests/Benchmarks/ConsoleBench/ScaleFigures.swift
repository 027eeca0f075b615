import Clients
import Domain
import Glibc
import StoreGRDB

/// The same console on a record of a hundred events and on one of a million, side by side.
struct ScaleFigures {
  let console: String
  /// Where the large record is kept for the next time; making it takes minutes.
  let shelf: String

  func print() throws {
    let small = try measured(Plan(name: "small", incidents: 10, each: 5, open: 55))
    let large = try measured(Plan(name: "large", incidents: 1000, each: 981, open: 20_000))
    Swift.print("| figure | \(small.plan.words) | \(large.plan.words) | ratio |")
    Swift.print("| --- | --- | --- | --- |")
    for (one, other) in zip(small.rows, large.rows) {
      Swift.print("| \(one.name) | \(one.words) | \(other.words) | \(other.ratio(to: one)) |")
    }
  }

  private func measured(_ plan: Plan) throws -> (plan: Plan, rows: [Row]) {
    let world = try World(services: 50, incidents: 0)
    defer { world.remove() }
    let path = "\(world.folder)/state/sitrep/sitrep.db"
    let kept = "\(shelf)/\(plan.name).db"
    for suffix in ["", "-wal", "-shm", ".lock", ".use", ".ballast"] {
      unlink(path + suffix)
      rename(kept + suffix, path + suffix)
    }
    if access(path, F_OK) != 0 { try plan.fill(path) }
    defer { for suffix in ["", "-wal", "-shm"] { rename(path + suffix, kept + suffix) } }
    return (plan, try rows(in: world))
  }

  private func rows(in world: World) throws -> [Row] {
    let program = Program(name: "sitrep", words: [console], quit: "qy")
    var starts: [Watched.Answer] = []
    for round in 0...20 {
      let watched = try Watched(program, in: world)
      let time = watched.firstFrame(endingWith: "services")
      watched.settle(.milliseconds(100), atMost: .seconds(1))
      watched.leave(with: program.quit)
      guard let time else { throw BenchProblem(words: "no frame") }
      if round > 0 { starts.append(Watched.Answer(settled: time, bytes: 0)) }
    }
    let watched = try Watched(program, in: world)
    watched.settle(.milliseconds(500), atMost: .seconds(3))
    var rows = [Row("exec to first frame", starts)]
    let (up, down) = ("\u{1B}[5~", "\u{1B}[6~")
    func keys(_ name: String, _ keys: [String]) {
      rows.append(
        Row(
          name,
          keys.compactMap { key in
            watched.settle(.milliseconds(.random(in: 25...60)))
            return watched.type(key)
          }))
    }
    keys("timeline, opened", ["3"])
    keys("timeline, a page up or down", (0..<60).map { $0 % 2 == 0 ? up : down })
    keys("timeline, a line up or down", (0..<60).map { $0 % 2 == 0 ? "k" : "j" })
    keys("timeline, first and last line", (0..<20).map { $0 % 2 == 0 ? "g" : "G" })
    keys("timeline, a letter of /", ["/"] + "registry-7 fi".map { String($0) } + ["\u{1B}"])
    _ = watched.type("5")
    watched.settle(.milliseconds(500), atMost: .seconds(2))
    keys("history, a page", (0..<40).map { $0 % 2 == 0 ? down : up })
    keys("history, a letter of /", ["/"] + "registry-7 fills".map { String($0) } + ["\u{1B}"])
    watched.leave(with: program.quit)
    rows.append(try historyOpened(program, in: world))
    for words in [["search", "disk", "registry-3"], ["status"], ["status", "--format", "line"]] {
      rows.append(try command(words, in: world))
    }
    return rows
  }

  /// From the key until the list is there, in a console that has not read it yet.
  private func historyOpened(_ program: Program, in world: World) throws -> Row {
    var times: [Watched.Answer] = []
    for _ in 0..<10 {
      let watched = try Watched(program, in: world)
      watched.settle(.milliseconds(500), atMost: .seconds(2))
      let start = clock.now
      var seen: [UInt8] = []
      guard watched.send("5") else { continue }
      while !String(decoding: seen, as: UTF8.self).contains("TITLE"),
        let more = watched.read(until: start + .seconds(5))
      {
        seen += more.bytes
        if String(decoding: seen, as: UTF8.self).contains("TITLE") {
          times.append(Watched.Answer(settled: more.at - start, bytes: seen.count))
        }
      }
      watched.leave(with: program.quit)
    }
    return Row("history, from the key to the list", times)
  }

  /// A command from its start to its end.
  private func command(_ words: [String], in world: World) throws -> Row {
    var times: [Watched.Answer] = []
    for round in 0...10 {
      let watched = try Watched(Program(name: "sitrep", words: [console] + words), in: world)
      while watched.read(until: watched.startedAt + .seconds(20)) != nil {}
      let time = clock.now - watched.startedAt
      watched.leave(with: "")
      if round > 0 { times.append(Watched.Answer(settled: time, bytes: 0)) }
    }
    return Row("sitrep \(words.joined(separator: " "))", times)
  }

  struct Row {
    let name: String
    private let times: [Double]
    private let bytes: Int

    init(_ name: String, _ answers: [Watched.Answer]) {
      self.name = name
      times = answers.map { $0.settled / .milliseconds(1) }.sorted()
      bytes = answers.map(\.bytes).sorted().dropFirst(answers.count / 2).first ?? 0
    }

    private var median: Double? { times.isEmpty ? nil : times[times.count / 2] }

    var words: String {
      guard let median, let worst = times.last else { return "-" }
      let size = bytes > 0 ? ", \(bytes) B" : ""
      return "\(tenths(median)) ms (worst \(tenths(worst)))\(size)"
    }

    func ratio(to other: Row) -> String {
      guard let median, let others = other.median, others > 0 else { return "-" }
      return tenths(median / others)
    }

    private func tenths(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
  }
}

/// A record: incidents that are resolved, and one that is open.
struct Plan {
  let name: String
  let incidents: Int
  let each: Int
  let open: Int

  var words: String { "\(incidents) incidents, \((incidents - 1) * each + open) events, one open of \(open)" }

  func fill(_ path: String) throws {
    let store = try record(path)
    defer { store.close() }
    for number in 1...incidents {
      let isOpen = number == incidents
      let events = night(number, count: isOpen ? open : each, isOpen: isOpen)
      for start in stride(from: 0, to: events.count, by: 1000) {
        _ = try store.appendAndWait(Array(events[start..<min(start + 1000, events.count)]))
      }
    }
  }

  /// What services do and people write, with a change of severity now and then.
  private func night(_ number: Int, count: Int, isOpen: Bool) -> [Event] {
    let incident = UniqueID(high: 1, low: UInt64(number))
    let declared = Declared(
      title: "Registry \(number % 97) is down", severity: .sev2, suggested: .sev2, triggers: ["pulls fail"],
      services: [ServiceID("service-\(number % 50)")])
    var bodies: [EventBody] = [.declared(declared)]
    while bodies.count < count - 1 {
      let place = bodies.count
      switch place % 100 {
      case 0: bodies.append(.severitySet(SeverityChange(from: .sev2, to: .sev1, reason: nil)))
      case 1...40:
        bodies.append(
          .serviceChanged(
            ServiceChange(
              service: ServiceID("service-\(place % 50)"), from: .ok, to: place % 2 == 0 ? .down : .ok,
              because: "status 500")))
      default:
        let text =
          "The disk of registry-\(number % 97) fills: \(place * 7919 % 1009) GiB left on h\(place % 4001)."
        bodies.append(.note(Note(text: text)))
      }
    }
    bodies.append(isOpen ? .note(Note(text: "still open")) : .milestone(Milestone(kind: .resolved)))
    return bodies.map { event($0, in: incident) }
  }
}
