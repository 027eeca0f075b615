import Clients
import Domain
import Glibc
import StoreGRDB

let clock = ContinuousClock()
let start = clock.now

func options(_ path: String) -> StoreOptions {
  StoreOptions(
    path: path,
    surroundings: Surroundings(
      now: { wallClock() }, monotonic: { start.duration(to: clock.now) },
      random: { UInt64.random(in: 0...UInt64.max) }),
    origin: .ofThisProcess(toolVersion: "bench"))
}

func wallClock() -> Timestamp {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}

/// An event with a text of 120 letters, as somebody types it.
func event(_ body: EventBody? = nil, in incident: IncidentID?) -> Event {
  var dice = SystemRandomNumberGenerator()
  return Event(
    id: UniqueID(at: wallClock(), using: &dice), incident: incident, happenedAt: wallClock(),
    recordedAt: wallClock(), actor: Actor(login: "ann", host: "bastion-1"), source: .person,
    body: body ?? .note(Note(text: String(repeating: "The disk of registry-2 fills. ", count: 4))))
}

func declared(_ incident: IncidentID) -> Event {
  event(
    .declared(
      Declared(
        title: "Registry is down", severity: .sev2, suggested: .sev2, triggers: ["pulls fail"],
        services: ["registry", "ci"])), in: incident)
}

/// Times in order, with the usual places in it.
struct Times {
  private let sorted: [Duration]

  init(_ times: [Duration]) { sorted = times.sorted() }

  var median: Duration { at(0.5) }

  func at(_ share: Double) -> Duration {
    sorted.isEmpty ? .zero : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  var words: String { "p50 \(text(at(0.5)))  p99 \(text(at(0.99)))  max \(text(at(1)))" }
}

/// Milliseconds with three places.
func text(_ time: Duration) -> String {
  let (seconds, attoseconds) = time.components
  let micros = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
  let rest = String(micros % 1000)
  return "\(micros / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) ms"
}

func ratio(_ a: Duration, _ b: Duration) -> String {
  let hundredths = Int((a / b * 100).rounded())
  return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}
