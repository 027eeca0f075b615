/// Why the demo's servers could not be started.
package enum DemoFailure: Error, Sendable, Equatable, CustomStringConvertible {
  case notListening(service: String, code: Int32)
  case noThread(code: Int32)

  package var description: String {
    switch self {
    case .notListening(let service, let code):
      "the demo can't open a port on 127.0.0.1 for \(service) (error \(code)); "
        + "close other programs or raise the limit of open files (ulimit -n), then start it again"
    case .noThread(let code):
      "the demo can't start its server thread (error \(code)); close other programs, then start it again"
    }
  }
}
