import Clients
import Domain
import Glibc
import StoreGRDB
import TerminalCurses

/// What a console opens before it knows its configuration: the terminal, and beside it the record.
struct ConsoleBeginning {
  /// Taken over before there is any thread, for its guard wants that; nil where the person uses lines.
  ///
  /// Nothing is shown on it yet.
  let terminal: Result<TerminalClient, TerminalFailure>?
  /// Where the record lies, unless the configuration names another place.
  private let database: String
  private let record: StoreBeginning?
  /// Made before the terminal, whose guard outlives us with it: nobody who leaves waits for its end.
  private let notes = openNotes()

  init(_ options: ConsoleOptions, database: String) {
    self.database = database
    guard !options.plain else {
      terminal = nil
      record = nil
      return
    }
    do throws(TerminalFailure) {
      terminal = .success(
        try openTerminal(
          TerminalOptions(
            ascii: options.ascii ? true : nil, color: Wiring.environment("NO_COLOR") == nil ? nil : false,
            mouse: options.mouse, endedLast: notes)))
      // A record is made only where the configuration is right.
      record =
        access(database, F_OK) == 0 ? StoreBeginning(Self.noted(Wiring.storeOptions(database), notes)) : nil
    } catch {
      terminal = .failure(error)
      record = nil
    }
  }

  /// The record that the configuration turned out to name, with what the first frame needs of it.
  func opened(_ wanted: StoreOptions) throws(StoreFailure) -> (store: StoreClient, opening: StoreOpening) {
    if wanted.path == database, wanted.group == nil, let record { return try record.opened() }
    if let begun = try? record?.opened() { begun.store.close() }
    return try StoreBeginning(Self.noted(wanted, notes)).opened()
  }

  private static func noted(_ options: StoreOptions, _ notes: Int32?) -> StoreOptions {
    var options = options
    options.notes = notes
    return options
  }

  /// Gives everything back, for there will be no console.
  func leave() {
    if case .success(let terminal) = terminal { terminal.close() }
    if let opened = try? record?.opened() { opened.store.close() }
  }
}
