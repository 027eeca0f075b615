import Clients
import Dispatch
import Domain
import ProbeCurl
import Synchronization

/// Asks the ports of this host whether they speak HTTP.
enum Listening {
  static func answersHTTP(_ port: Int) -> Bool {
    let answered = Mutex<ProbeAnswer?>(nil)
    let done = DispatchSemaphore(value: 0)
    prober.ask(.http(HTTPProbe(url: "http://127.0.0.1:\(port)/")), .seconds(1)) { answer in
      answered.withLock { $0 = answer }
      done.signal()
    }
    done.wait()
    return answered.withLock { $0?.values["status"] != nil }
  }

  private static let prober = curlProber(secrets: Wiring.secrets)
}
