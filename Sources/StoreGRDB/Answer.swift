import Clients
import Dispatch
import Synchronization

/// One result that a thread waits for while another brings it; a class, since both hold it.
final class Answer<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, StoreFailure>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func give(_ value: Result<Value, StoreFailure>) {
    result.withLock { $0 = value }
    isThere.signal()
  }

  func wait() -> Result<Value, StoreFailure> {
    isThere.wait()
    return result.withLock { $0 } ?? .failure(.other(path: "", detail: "no answer came"))
  }
}
