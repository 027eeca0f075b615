import CReference
import Clients
import Dispatch
import Domain
import Glibc
import Synchronization

struct BenchProblem: Error {
  var words: String
}

/// Microseconds of CPU per probe, user and system, of the whole process.
func measure(_ body: () -> Int) throws -> Double {
  let before = processorTime()
  let well = body()
  guard well == count else { throw BenchProblem(words: "\(count - well) probes failed") }
  return (processorTime() - before) / Double(count)
}

private func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1_000_000 + Double(time.tv_nsec) / 1000
}

/// Keeps `atOnce` probes under way until `count` are answered; returns how many answered 200.
func probe(_ url: String) -> Int {
  let crowd = Crowd(prober: prober, question: .http(HTTPProbe(url: url)), count: count)
  for _ in 0..<atOnce { crowd.askNext() }
  return crowd.wait()
}

/// Asks again at each answer: a class, for the answers come on another thread.
private final class Crowd: Sendable {
  private let prober: ProbeClient
  private let question: Probe
  private let state: Mutex<(left: Int, missing: Int, well: Int)>
  private let done = DispatchSemaphore(value: 0)

  init(prober: ProbeClient, question: Probe, count: Int) {
    self.prober = prober
    self.question = question
    state = Mutex((left: count, missing: count, well: 0))
  }

  func askNext() {
    let mayAsk = state.withLock { state in
      state.left -= 1
      return state.left >= 0
    }
    guard mayAsk else { return }
    prober.ask(question, .seconds(5)) { self.take($0) }
  }

  func wait() -> Int {
    done.wait()
    return state.withLock { $0.well }
  }

  private func take(_ answer: ProbeAnswer) {
    let isLast = state.withLock { state in
      state.missing -= 1
      if answer.values["status"] == 200 { state.well += 1 }
      return state.missing == 0
    }
    if isLast { done.signal() } else { askNext() }
  }
}

func listen() throws -> (Int32, UInt16) {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isUp = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(socket, $0, length) == 0 && Glibc.listen(socket, 1024) == 0
        && getsockname(socket, $0, &length) == 0
    }
  }
  guard isUp else { throw BenchProblem(words: "no port: \(String(cString: strerror(errno)))") }
  return (socket, UInt16(bigEndian: address.sin_port))
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

func report(_ name: String, _ values: [Double]) {
  say("\(name)  median \(rounded(median(values))) us of CPU per probe, of \(values.map(rounded))")
}

func say(_ line: String) {
  let text = Array((line + "\n").utf8)
  _ = write(1, text, text.count)
}
