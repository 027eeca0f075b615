import Cells
import Clients
import ConsoleCore
import Domain
import Foundation
import PlaybookEngine
import Runtime
import StoreGRDB
import Support
import Testing

/// One console by lines: the real loop, mind and record, with a script at its input and output.
///
/// A class because the console's thread and the script meet here; everything in it is behind one lock.
final class ScriptedListener: @unchecked Sendable {
  private let lock = NSCondition()
  private var events: [LineEvent] = []
  private var isWaiting = false
  private var isWoken = false
  /// Calls to the record that have not been answered.
  private var pending = 0
  private var end: (departure: EventLoop.Departure, lost: Int)?
  private var all: [String] = []
  private var told = 0

  init(_ login: String, in world: ScriptedWorld, database: String, isTerminal: Bool) throws {
    let origin = EventOrigin(userID: 1000, boot: UniqueID(high: 0xb, low: 0), toolVersion: "test")
    let store = try openStore(
      StoreOptions(path: database, surroundings: world.surroundings, origin: origin))
    let opened = try store.opening().state(
      at: Place(name: "prod", mode: .live), actor: Actor(login: login, host: "bastion"),
      settings: Toolchain.settings(), size: Size(width: 80, height: 24), surroundings: world.surroundings)
    let thread = Thread {
      let unread = UnreadLibrary(now: world.now)
      let counted = store.counted(began: self.began, answered: self.answered)
      let end = PlainLoop(
        state: opened, lines: self.client(isTerminal: isTerminal),
        world: world.doors(store: counted, of: login), reread: unread.next
      ).run()
      store.close()
      self.lock.withLock {
        self.end = end
        self.lock.broadcast()
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
    settle()
  }

  /// Everything that was said, line by line.
  var transcript: [String] { lock.withLock { all } }
  var hasEnded: Bool { lock.withLock { end != nil } }
  var lost: Int? { lock.withLock { end?.lost } }

  /// Types lines, each when what came before is done.
  func type(_ lines: String...) {
    for line in lines { give(.line(line)) }
  }

  func give(_ event: LineEvent) {
    lock.withLock {
      told = all.count
      events.append(event)
      lock.broadcast()
    }
    settle()
  }

  func hangUp() { give(.hungUp) }

  /// Ends the console's wait, as the passing of time does.
  func pass() {
    lock.withLock {
      isWoken = true
      lock.broadcast()
    }
    settle()
  }

  /// Holds when these words were said since the last line was typed.
  func says(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    let said = lock.withLock { all[told...].joined(separator: "\n") }
    for word in words where !said.contains(word) {
      Issue.record("nobody said \"\(word)\" in\n\(said)", sourceLocation: sourceLocation)
    }
  }

  /// Holds once what another console has done is said here.
  func comesToSay(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let came = wait { all.contains { $0.contains(words) } }
    if !came { Issue.record("nobody ever said \"\(words)\"", sourceLocation: sourceLocation) }
  }

  /// Waits until the console waits for something to happen.
  private func settle() {
    wait { end != nil || (isWaiting && !isWoken && events.isEmpty && pending == 0) }
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

  private func began() { lock.withLock { pending += 1 } }

  private func answered() {
    lock.withLock {
      pending -= 1
      lock.broadcast()
    }
  }

  private func client(isTerminal: Bool) -> LineClient {
    LineClient(
      isTerminal: isTerminal,
      wait: { _ in self.nextEvents() },
      wake: {
        self.lock.withLock {
          self.isWoken = true
          self.lock.broadcast()
        }
      },
      say: { lines in
        self.lock.withLock {
          self.all += lines
          self.lock.broadcast()
        }
      },
      suspend: {}, lend: { $0() }, close: {})
  }

  private func nextEvents() -> [LineEvent] {
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
