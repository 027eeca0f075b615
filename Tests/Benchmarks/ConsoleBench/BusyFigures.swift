import Clients
import Domain
import Glibc
import StoreGRDB

/// Keys of a console whose five hundred probes all wait for an answer while another process writes to its record.
struct BusyFigures {
  let console: String
  let floor: String

  func print() throws {
    let world = try World(services: 50, incidents: 1000)
    defer { world.remove() }
    let (listener, port) = try listening(backlog: 4096)
    defer { close(listener) }
    let path = world.folder + "/busy.db"
    let words = try world.waiting(services: 500, port: port, record: path)
    try record(path).close()
    let other = try writer(on: path)
    defer {
      kill(other, SIGKILL)
      waitpid(other, nil, 0)
    }
    let programs = [
      Program(name: "sitrep", words: [console] + words, lastLine: "quit"),
      Program(name: "C floor", words: [floor], lastLine: "quit"),
    ]
    let all = try programs.map { program throws(BenchProblem) in try Watched(program, in: world) }
    for watched in all { watched.settle(.milliseconds(300), atMost: .seconds(3)) }
    // A first run shows its hints until a key is pressed.
    _ = all[0].move("\u{1B}")
    Swift.print("probes in flight: \(connections(to: port))")
    var times: [[Duration]] = [[], []]
    for number in 0..<200 {
      for (index, watched) in all.enumerated() {
        watched.settle(.milliseconds(30), atMost: .milliseconds(.random(in: 30...60)))
        let key = number / 40 % 2 == 0 ? "j" : "k"
        if let time = watched.move(key) { times[index].append(time) }
      }
    }
    Swift.print("probes in flight: \(connections(to: port))")
    for (watched, program) in zip(all, programs) { watched.leave(with: program.quit) }
    for (program, times) in zip(programs, times) {
      let named = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, share in
        "\(name) \(place(share, times).map { fixed($0, 2) } ?? "-") ms"
      }
      Swift.print(
        "\(program.name): key to moved selection \(named.joined(separator: "  ")), \(times.count) keys")
    }
    Swift.print("events of the other process: \(try verifyStore(path).events)")
  }
}

/// Writes to a record, an event every twenty milliseconds, until it is killed.
func writeForEver(to path: String) throws -> Never {
  let store = try record(path)
  while true {
    _ = try store.appendAndWait([event(.note(Note(text: "another hand")), in: UniqueID(high: 2, low: 1))])
    usleep(20_000)
  }
}

/// How many connections of this host to a port are open.
private func connections(to port: UInt16) -> Int {
  let place = "0100007F:" + String(Int(port) + 0x10000, radix: 16, uppercase: true).dropFirst()
  return text(of: "/proc/net/tcp").split(separator: "\n").count {
    let fields = $0.split(separator: " ")
    return fields.count > 3 && fields[2] == place && fields[3] == "01"
  }
}

private func writer(on path: String) throws(BenchProblem) -> pid_t {
  let words = CStrings(["ConsoleBench", "write", path])
  var pid: pid_t = 0
  guard posix_spawn(&pid, "/proc/self/exe", nil, nil, words.pointers, environ) == 0 else {
    throw .system("no second process")
  }
  return pid
}
