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

/// One console of a scenario: the real loop, mind, face and record, on a terminal that the script holds.
struct ScriptedConsole {
  let login: String
  private let terminal = ScriptedTerminal(size: Self.large)
  private let store: StoreClient

  static let large = Size(width: 120, height: 40)
  static let small = Size(width: 80, height: 24)

  /// Opens a console, as somebody types `sitrep`, and waits for its first frame.
  init(_ login: String, in world: ScriptedWorld, database: String) throws {
    self.login = login
    let origin = EventOrigin(userID: 1000, boot: UniqueID(high: 0xb, low: 0), toolVersion: "test")
    store = try openStore(
      StoreOptions(path: database, surroundings: world.surroundings, origin: origin))
    let opened = try store.opening().state(
      at: Place(name: "prod", mode: .live), actor: Actor(login: login, host: "bastion"),
      settings: Toolchain.settings(), size: Self.large, surroundings: world.surroundings)
    let (terminal, store) = (terminal, store)
    let thread = Thread {
      let unread = UnreadLibrary(now: world.now)
      _ = EventLoop(
        state: opened, terminal: terminal.client,
        world: world.doors(
          store: store.counted(began: terminal.began, answered: terminal.answered), of: login),
        reread: unread.next
      ).run()
      store.close()
      terminal.ended()
    }
    thread.stackSize = 8 << 20
    thread.start()
    terminal.settle()
  }

  func press(_ keys: Key...) {
    for key in keys { terminal.give(.key(key)) }
  }

  /// Presses the key of each character.
  func type(_ text: String) {
    for character in text { terminal.give(.key(.character(character))) }
  }

  /// The connection is gone; what the person had open goes with it.
  func hangUp() { terminal.give(.hungUp) }

  /// The shell's `fg`, after Ctrl-Z has stopped the console.
  func goesOn() { terminal.goesOn() }

  func pass() { terminal.pass() }

  var firstFrame: String { terminal.firstFrame }
  var screen: String { terminal.frame }
  var copied: [String] { terminal.copied }

  /// Holds when these words are to be seen on a large terminal and on the smallest one.
  func shows(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    for size in [Self.small, Self.large] {
      terminal.give(.resized(size))
      expect(words, at: "\(size.width)x\(size.height)", sourceLocation)
    }
  }

  /// Holds when these words are to be seen where there is room for them.
  func showsLarge(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    expect(words, at: "120x40", sourceLocation)
  }

  /// Holds once what another console has done is to be seen here.
  func comesToShow(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if !terminal.waitUntil(shows: words) { expect([words], at: "120x40", sourceLocation) }
  }

  func hides(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    for word in words where screen.contains(word) {
      Issue.record("\(login) should not see \"\(word)\" in\n\(screen)", sourceLocation: sourceLocation)
    }
  }

  private func expect(_ words: [String], at size: String, _ sourceLocation: SourceLocation) {
    for word in words where !screen.contains(word) {
      Issue.record(
        "\(login) does not see \"\(word)\" at \(size) in\n\(screen)", sourceLocation: sourceLocation)
    }
  }
}

/// The playbooks, handed over once after the first frame; a class, since the loop asks again and again.
final class UnreadLibrary {
  private var library: PlaybookLibrary?

  init(now: Timestamp) { library = Toolchain.library(now: now) }

  func next() -> [Action] {
    defer { library = nil }
    return library.map { [.libraryRead($0)] } ?? []
  }
}

extension StoreClient {
  /// The record, with its answers counted, so that the script knows when all of them have come.
  func counted(began: @escaping @Sendable () -> Void, answered: @escaping @Sendable () -> Void) -> StoreClient
  {
    var counted = self
    counted.append = { events, done in
      began()
      append(events) { result in
        done(result)
        answered()
      }
    }
    counted.incident = { id, done in
      began()
      incident(id) { result in
        done(result)
        answered()
      }
    }
    counted.incidents = { done in
      began()
      incidents { result in
        done(result)
        answered()
      }
    }
    counted.search = { typed, done in
      began()
      search(typed) { result in
        done(result)
        answered()
      }
    }
    counted.lookAround = { mine, done in
      began()
      lookAround(mine) { others in
        done(others)
        answered()
      }
    }
    return counted
  }
}
