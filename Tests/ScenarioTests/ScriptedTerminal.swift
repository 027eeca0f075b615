import Cells
import Clients
import Domain
import Foundation

/// A terminal that the script holds: it knows when its console has nothing more to do, and what it shows.
///
/// A class because the console's thread and the script meet here; everything in it is behind one lock.
final class ScriptedTerminal: @unchecked Sendable {
  private let lock = NSCondition()
  private var size: Size
  private var events: [TerminalEvent] = []
  private var isWaiting = false
  private var isWoken = false
  private var hasEnded = false
  private var isStopped = false
  /// Calls to the record that have not been answered.
  private var pending = 0
  private var first: Frame?
  private var latest: Frame?
  private var copies: [String] = []

  init(size: Size) { self.size = size }

  var firstFrame: String { lock.withLock { first?.plainText ?? "" } }
  var frame: String { lock.withLock { latest?.plainText ?? "" } }
  var copied: [String] { lock.withLock { copies } }

  /// Hands something to the console and waits until it has dealt with it.
  func give(_ event: TerminalEvent) {
    lock.withLock {
      if case .resized(let new) = event { size = new }
      events.append(event)
      lock.broadcast()
    }
    settle()
  }

  /// Ends the console's wait, as the passing of time does.
  func pass() {
    lock.withLock {
      isWoken = true
      lock.broadcast()
    }
    settle()
  }

  /// Waits until the console waits for something to happen.
  func settle() {
    wait { hasEnded || isStopped || (isWaiting && !isWoken && events.isEmpty && pending == 0) }
  }

  /// Waits for what another console brings; false when it does not come within ten seconds.
  @discardableResult
  func waitUntil(shows text: String) -> Bool { wait { latest?.plainText.contains(text) == true } }

  /// The shell's `fg`, after Ctrl-Z.
  func goesOn() {
    lock.withLock {
      isStopped = false
      lock.broadcast()
    }
    settle()
  }

  func ended() {
    lock.withLock {
      hasEnded = true
      lock.broadcast()
    }
  }

  func began() { lock.withLock { pending += 1 } }

  func answered() {
    lock.withLock {
      pending -= 1
      lock.broadcast()
    }
  }

  @discardableResult
  private func wait(_ condition: () -> Bool) -> Bool {
    lock.withLock {
      let deadline = Date(timeIntervalSinceNow: 10)
      while !condition() {
        guard lock.wait(until: deadline) else { return condition() }
      }
      return true
    }
  }

  /// The console's side of it; made on the console's own thread.
  var client: TerminalClient {
    TerminalClient(
      size: { self.lock.withLock { self.size } },
      present: { frame in
        self.lock.withLock {
          self.first = self.first ?? frame
          self.latest = frame
          self.lock.broadcast()
        }
      },
      wait: { _ in self.nextEvents() },
      wake: {
        self.lock.withLock {
          self.isWoken = true
          self.lock.broadcast()
        }
      },
      suspend: {
        self.lock.withLock {
          self.isStopped = true
          self.lock.broadcast()
          while self.isStopped { self.lock.wait() }
        }
      },
      lend: {}, takeBack: {}, repaint: {}, use: { _ in },
      copy: { text in
        self.lock.withLock { self.copies.append(text) }
        return true
      },
      takeMouse: { _ in }, close: {})
  }

  private func nextEvents() -> [TerminalEvent] {
    lock.withLock {
      isWaiting = true
      lock.broadcast()
      while events.isEmpty, !isWoken { lock.wait() }
      isWaiting = false
      isWoken = false
      defer { events = [] }
      return events
    }
  }
}
