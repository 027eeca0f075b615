import CReference
import Clients
import Domain
import Glibc
import StoreGRDB

/// The world that the console is watched in: fifty services on loopback, a record of a thousand incidents.
struct World {
  let folder: String
  let environment: [String]

  init(services: Int, incidents: Int) throws {
    var template = Array("/tmp/ConsoleBench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw BenchProblem.system("no temporary folder") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.folder = folder
    environment = [
      "HOME=\(folder)", "XDG_CONFIG_HOME=\(folder)/config", "XDG_STATE_HOME=\(folder)/state",
      "TERM=xterm-256color", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "USER=bench",
      "GIT_DIR=\(folder)/history.git",
    ]
    for name in ["config", "config/sitrep", "state", "state/sitrep"] { mkdir("\(folder)/\(name)", 0o700) }
    let port = try serve()
    try write(configuration(services: services, port: port), to: "\(folder)/config/sitrep/sitrep.yaml")
    try write(configuration(services: services, port: port, every: "1h"), to: "\(folder)/calm.yaml")
    try write(table, to: "\(folder)/table.txt")
    try fill("\(folder)/state/sitrep/sitrep.db", incidents: incidents)
    fillHistory("\(folder)/history.git", commits: 1000)
  }

  /// What a console is started with whose probes are hardly ever due.
  var calm: [String] { ["console", "--config", "\(folder)/calm.yaml", "--db", "\(folder)/calm.db"] }

  /// What a console is started with whose probes all wait for an answer; the last word is its record.
  func waiting(services: Int, port: UInt16, record: String) throws(BenchProblem) -> [String] {
    let file = "\(folder)/busy.yaml"
    try write(configuration(services: services, port: port, every: "12s", timeout: "10s"), to: file)
    return ["console", "--config", file, "--db", record]
  }

  func remove() { shell("rm -r '\(folder)'", reading: "") }

  /// What a browser of a repository browses; without git there is none.
  private func fillHistory(_ path: String, commits: Int) {
    let stream = (1...commits).map { number in
      let message = "The disk of service \(number % 50) fills"
      return "commit refs/heads/main\ncommitter Ann <ann@bastion-1> \(1_700_000_000 + number * 60) +0000\n"
        + "data \(message.utf8.count)\n\(message)\n"
    }.joined()
    shell(
      "export GIT_DIR='\(path)'; git init -q --bare -b main && git fast-import --quiet 2>/dev/null",
      reading: stream)
  }

  private func shell(_ command: String, reading input: String) {
    guard let stream = popen(command, "we") else { return }
    fputs(input, stream)
    pclose(stream)
  }

  /// Five thousand lines for the pagers and editors beside us.
  private var table: String {
    (0..<5000).map { line in
      "service-\(line) ok 3m \(line * 7 % 900) ms "
        + String(repeating: "the disk of it fills ", count: 7) + "\n"
    }.joined()
  }

  private func configuration(services: Int, port: UInt16, every: String = "30s", timeout: String = "2s")
    -> String
  {
    let head = """
      schema: sitrep/config@1
      place: bench
      defaults:
        every: \(every)
        timeout: \(timeout)
      services:

      """
    return (0..<services).reduce(head) { text, number in
      text + """
          - id: service-\(number)
            title: Service \(number)
            tier: \(1 + number % 3)
            owner: {team: team-\(number % 7), primary: primary-\(number % 5)}
            explain:
              symptom: "requests to it fail"
              cause: "its disk is full"
              first_step: "read disk_used"
            checks:
              - id: http
                http: {url: "http://127.0.0.1:\(port)/service-\(number)"}
                down: ["status != 200"]

        """
    }
  }

  private func write(_ text: String, to path: String) throws(BenchProblem) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw .system("\(path) can't be written")
    }
  }
}

/// The port of a process that answers every probe on loopback; it ends with us.
private func serve() throws(BenchProblem) -> UInt16 {
  let (listener, port) = try listening(backlog: 1024)
  guard reference_serve(listener) > 0 else { throw .system("no server") }
  close(listener)
  return port
}

/// A socket that listens on loopback, and its port.
func listening(backlog: Int32) throws(BenchProblem) -> (descriptor: Int32, port: UInt16) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isUp = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, length) == 0 && listen(listener, backlog) == 0
        && getsockname(listener, $0, &length) == 0
    }
  }
  guard isUp else { throw .system("no server") }
  return (listener, UInt16(bigEndian: address.sin_port))
}

/// Closed incidents of twenty events each.
private func fill(_ path: String, incidents: Int) throws {
  let store = try record(path)
  for number in 0..<incidents {
    let incident = UniqueID(high: 1, low: UInt64(number))
    let declared = Declared(
      title: "Service \(number % 50) is down", severity: .sev2, suggested: .sev2, triggers: ["requests fail"],
      services: [ServiceID("service-\(number % 50)")])
    let note = Note(text: String(repeating: "The disk of service \(number % 50) fills. ", count: 4))
    let bodies =
      [.declared(declared)] + [EventBody](repeating: .note(note), count: 18)
      + [.milestone(Milestone(kind: .resolved))]
    _ = try store.appendAndWait(bodies.map { event($0, in: incident) })
  }
  store.close()
}

/// Opens a record to fill it.
func record(_ path: String) throws(StoreFailure) -> StoreClient {
  let surroundings = Surroundings(
    now: { wallClock() }, monotonic: { clock.now - start }, random: { UInt64.random(in: 0...UInt64.max) })
  return try openStore(
    StoreOptions(path: path, surroundings: surroundings, origin: .ofThisProcess(toolVersion: "bench")))
}

func event(_ body: EventBody, in incident: IncidentID) -> Event {
  var dice = SystemRandomNumberGenerator()
  return Event(
    id: UniqueID(at: wallClock(), using: &dice), incident: incident, happenedAt: wallClock(),
    recordedAt: wallClock(), actor: Actor(login: "ann", host: "bastion-1"), source: .person, body: body)
}

private let start = clock.now

private func wallClock() -> Timestamp {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}
