package import ConsoleCore
import Synchronization

/// Where every thread leaves what has happened, for the one loop that owns the state.
///
/// A class because all hands share it. Nothing in it is ever dropped.
package final class Inbox: Sendable {
  private let waiting = Mutex<[Action]>([])
  private let wake: @Sendable () -> Void

  package init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  package func post(_ action: Action) {
    let wasEmpty = waiting.withLock { actions in
      defer { actions.append(action) }
      return actions.isEmpty
    }
    if wasEmpty { wake() }
  }

  package func drain() -> [Action] {
    waiting.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }
}
