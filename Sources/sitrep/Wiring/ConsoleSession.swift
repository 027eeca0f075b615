import ArgumentParser
import Cells
import Clients
import ConsoleCore
import Documents
import Domain
import FilesLocal
import Glibc
import PlaybookEngine
import Runtime
import Settings
import StoreGRDB
import Synchronization
import TerminalCurses

/// One console from the first frame to the last: terminal, record, configuration and loop put together.
struct ConsoleSession {
  let place: Place
  let settings: Configuration
  /// The file that is read again when it changes; nil where the configuration is not from a file.
  let configuration: String?
  let options: ConsoleOptions
  let database: String
  let beginning: ConsoleBeginning
  /// Playbooks that come with the place itself, as in the demo.
  var ownPlaybooks: [(file: String, source: String)]?
  var isTour = false

  /// Runs until the person leaves, and returns the exit code.
  func run() -> Int32 {
    guard let taken = beginning.terminal else { return runByLines() }
    let (theme, themeProblem) = ThemeShelf.chosen(options, settings, configuration: configuration)
    let terminal: TerminalClient
    do throws(TerminalFailure) {
      terminal = try taken.get()
    } catch {
      return withoutTerminal(error)
    }
    terminal.use(theme.palette)
    if hasMouse != options.mouse { terminal.takeMouse(hasMouse) }
    defer { terminal.close() }
    do throws(StoreFailure) {
      var opened = try open(terminal.size())
      defer { opened.close() }
      if isTour { opened.state.tour = Tour() }
      opened.state.theme = theme
      opened.state.hasMouse = hasMouse
      let now = opened.state.now
      opened.state.notice = themeProblem.map { Notice(text: "\($0)", level: .problem, at: now) }
      let loop = EventLoop(
        state: opened.state, terminal: terminal, world: opened.world, reread: rereading(opened.witness))
      StartPages.releaseSoon()
      return Self.exitCode(loop.run())
    } catch {
      terminal.close()
      complain("sitrep: \(error.words)")
      return error.exitCode
    }
  }

  /// The record with everything around it that a console works with, however it is shown.
  private struct Opened {
    var world: World
    var state: State
    var witness: WitnessFile

    func close() {
      witness.lookOnceMore()
      world.store.close()
    }
  }

  private func open(_ size: Size) throws(StoreFailure) -> Opened {
    let (store, opening) = try beginning.opened(sharedStoreOptions)
    mkdir(Wiring.places.exportFolder, 0o700)
    let world = Wiring.world(store: store, database: database, isDemo: place.mode == .demo)
    var state = opening.state(
      at: place, actor: Wiring.actor, settings: settings, size: size, surroundings: Wiring.surroundings)
    let seen = Wiring.places.witnessFile
    let witness = WitnessFile(files: world.files, path: seen, store: store)
    state.alarm = witness.alarm.map { RecordAlarm(alarm: $0, database: database, witness: seen) }
    return Opened(world: world, state: state, witness: witness)
  }

  /// The record that the configuration names is shared as it says.
  private var sharedStoreOptions: StoreOptions {
    var store = Wiring.storeOptions(database)
    if database == settings.record?.file { store.group = settings.record?.group }
    return store
  }

  /// The command line or the configuration asks for the mouse.
  private var hasMouse: Bool { options.mouse || settings.mouse ?? false }

  /// The same by lines: for screen readers, braille displays, scripts, and terminals that can't do a full screen.
  private func runByLines() -> Int32 {
    let lines = openLines(ascii: options.ascii ? true : nil)
    defer { lines.close() }
    do throws(StoreFailure) {
      var opened = try open(Size(width: 80, height: 24))
      defer { opened.close() }
      // The alarm is said first of all; lines have nothing that it could hide.
      opened.state.alarm?.isRead = true
      if isTour { opened.state.tour = Tour() }
      let loop = PlainLoop(
        state: opened.state, lines: lines, world: opened.world, reread: rereading(opened.witness))
      let left = loop.run()
      return left.lost > 0 ? ExitCode.notSaved.rawValue : Self.exitCode(left.departure)
    } catch {
      complain("sitrep: \(error.words)")
      return error.exitCode
    }
  }

  /// As a shell tells of a signal: 128 and its number.
  private static func exitCode(_ departure: EventLoop.Departure) -> Int32 {
    switch departure {
    case .asked: 0
    case .terminated: 128 + SIGTERM
    case .hungUp: 128 + SIGHUP
    }
  }

  /// Reads the playbooks after the first frame, then the configuration whenever its file has changed; the witness
  /// looks at the same moments.
  private func rereading(_ witness: WitnessFile) -> () -> [Action] {
    let files = localFiles()
    var lastTheme = settings.theme?.value
    var lastChange = configuration.flatMap { files.changedAt($0) }
    var hasLibrary = false
    return {
      witness.look(at: Wiring.surroundings.now())
      let change = configuration.flatMap { files.changedAt($0) }
      guard !hasLibrary || change != lastChange else { return [] }
      let isFirst = !hasLibrary
      hasLibrary = true
      lastChange = change
      if isFirst { return [.libraryRead(library(for: settings))] }
      switch Loading.settings(named: configuration) {
      case .ready(let settings, _, _):
        defer { lastTheme = settings.theme?.value }
        return [.settingsReloaded(settings, library(for: settings))]
          + (settings.theme?.value == lastTheme ? [] : [themeChange(to: settings)])
      case .broken(_, let findings): return [.settingsBroken(summary: Loading.summary(of: findings))]
      case .missing: return [.settingsBroken(summary: "\(configuration ?? "the file") is gone")]
      }
    }
  }

  /// The colours that the changed configuration leads to: what a person has chosen goes before it.
  private func themeChange(to settings: Configuration) -> Action {
    let (theme, problem) = ThemeShelf.chosen(options, settings, configuration: configuration)
    return .themeChanged(theme, problem: problem)
  }

  private func library(for settings: Configuration) -> PlaybookLibrary {
    if let ownPlaybooks { return Loading.library(of: ownPlaybooks, settings: settings) }
    return Loading.library(named: options.playbooks, settings: settings).library
  }

  /// Where no screen can be drawn, the state goes out as text, with a sentence that says why.
  private func withoutTerminal(_ failure: TerminalFailure) -> Int32 {
    complain("sitrep: \(failure.words)")
    return StatusReport.print(settings: settings, database: database, asJSON: false)
  }
}
