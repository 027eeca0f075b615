import Cells
package import Clients
package import ConsoleCore
import ConsoleUI
import Domain

/// The one owner of the state: takes what has happened in, has the effects done, and shows the result.
///
/// A class because the terminal's callbacks and the loop share it on one thread.
package final class EventLoop {
  private var state: State
  private let terminal: TerminalClient
  private let world: World
  private let inbox: Inbox
  private let runner: EffectRunner
  /// Reads the configuration anew where it has changed on disk; nothing where it has not.
  private let reread: () -> [Action]
  private var shown: Frame?
  /// The frame before, which the next one is drawn over: its memory is at hand, new memory costs as much as the drawing.
  private var spare: Frame?
  private let memo = RowMemo()
  private var pace: FramePace
  private var time: Timekeeping
  private var departure: Departure?

  /// Why a console was left.
  package enum Departure: Sendable { case asked, terminated, hungUp }

  package init(
    state: State, terminal: TerminalClient, world: World, reread: @escaping () -> [Action] = { [] }
  ) {
    self.state = state
    self.terminal = terminal
    self.world = world
    self.reread = reread
    inbox = Inbox(wake: terminal.wake)
    runner = EffectRunner(world: world, inbox: inbox)
    time = Timekeeping(world.surroundings, from: state.now, reread: reread)
    pace = FramePace(second: state.now.wholeSecond)
  }

  /// Shows the first frame before anything else is touched, then runs until the person leaves.
  package func run() -> Departure {
    show()
    world.store.follow { [inbox] events in inbox.post(.followed(events)) }
    take([.ticked])
    // The playbooks: whoever is quick at the keys must not be told that there are none.
    take(reread())
    let typed = TypedTexts(files: world.files, path: world.typedTextsFile)
    if let left = typed.load() { state.takeUp(left) }
    let start = FirstStart(files: world.files, path: world.hintsFile)
    if start.isFirst, state.hasRoomForHints {
      start.remember()
      take([.firstStart])
    }
    while departure == nil {
      let posted = inbox.drain()
      let actions = posted.isEmpty ? wait() : posted
      take(actions)
      if departure == nil { showIfDue(after: actions) }
    }
    // A form that is open is left as Esc leaves it: its text is kept.
    if state.dialog != nil { take([.keyPressed(.escape)]) }
    typed.save(state.leftBehind)
    world.foreground.hangUp()
    // Nothing that was started from here goes on without anybody watching.
    if state.commands.contains(where: \.value.isRunning) { world.commands.endAll() }
    take(inbox.drain().filter(\.isLastWord))
    return departure ?? .asked
  }

  private func take(_ actions: [Action]) {
    for action in actions {
      switch action {
      case .edited, .shellEnded: takeBack()
      default: break
      }
      for effect in update(&state, action, at: world.surroundings.now()) { perform(effect) }
    }
  }

  /// Waits for the person, for a hand, or for the next moment that matters.
  private func wait() -> [Action] {
    let events = terminal.wait(timeout())
    return time.actions(for: state, after: events.compactMap(action(for:)))
  }

  private func timeout() -> Duration {
    let untilTick = time.patience(for: state)
    return min(untilTick, pace.patience(at: world.surroundings.monotonic()) ?? untilTick)
  }

  private func action(for event: TerminalEvent) -> Action? {
    switch event {
    case .key(.mouse(let mouse)) where mouse.kind == .press:
      return target(at: mouse.at, in: state).map { .pointed($0) }
    case .key(let key): return .keyPressed(key)
    case .resized(let size): return .resized(size)
    case .interrupted: return .interrupted
    case .stopAsked:
      suspend()
      return nil
    case .terminated:
      departure = .terminated
      return nil
    case .hungUp:
      departure = .hungUp
      return nil
    case .resumed:
      shown = nil
      terminal.repaint()
      return .resized(terminal.size())
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .copy(let text, let what): take([.copied(what: what, fits: terminal.copy(text))])
    case .copyView:
      let copied = terminal.copy((shown ?? draw(state)).plainText)
      take([.copied(what: "the whole screen", fits: copied)])
    case .takeMouse(let wanted): terminal.takeMouse(wanted)
    case .edit(let purpose, let text):
      terminal.lend()
      world.foreground.edit(text) { [inbox] result in
        inbox.post(.edited(purpose, result.mapError(EditFailure.init)))
      }
    case .openShell(let incident):
      terminal.lend()
      world.openShell(incident) { [inbox] problem in inbox.post(.shellEnded(problem: problem)) }
    case .suspend: suspend()
    case .repaint:
      shown = nil
      terminal.repaint()
    case .paint(let palette):
      shown = nil
      terminal.use(palette)
    case .quit: departure = departure ?? .asked
    case .append, .lookAtSpool, .makeRoom, .probe, .run, .cancel, .send, .export, .cancelExport,
      .loadIncident,
      .listIncidents, .search, .remember,
      .tryToCollect, .lookAround, .readThemes, .keepTheme:
      runner.run(effect)
    }
  }

  /// Stops, and goes on where that is wanted; another console may have collected meanwhile, or does now.
  private func suspend() {
    world.store.whileStopped { terminal.suspend() }
    shown = nil
    let isCollecting = world.store.tryToCollect()
    take([.collectingChanged(false), .collectingChanged(isCollecting), .resized(terminal.size())])
  }

  /// The terminal is ours again; all else went on while it was lent.
  private func takeBack() {
    terminal.takeBack()
    shown = nil
    _ = update(&state, .resized(terminal.size()), at: state.now)
  }

  private func showIfDue(after actions: [Action]) {
    if pace.isDue(after: actions, second: state.now.wholeSecond, at: world.surroundings.monotonic()) {
      show()
    }
  }

  private func show() {
    pace.shown(second: state.now.wholeSecond, at: world.surroundings.monotonic())
    var frame = spare ?? Frame(size: state.size)
    spare = nil
    draw(state, memo, over: &frame)
    terminal.present(frame)
    (spare, shown) = (shown, frame)
    // The person already sees the frame.
    if let end = scrollEnd(state) { _ = update(&state, .drawn(scrollEnd: end), at: state.now) }
  }
}

extension Action {
  /// True for what is still taken in when a console is left: what was done, and is on record.
  var isLastWord: Bool {
    switch self {
    case .recorded, .commandEnded: true
    default: false
    }
  }
}

extension EditFailure {
  init(_ failure: EditorFailure) {
    switch failure {
    case .noEditor: self = .noEditor
    case .failed(let why): self = .failed(why)
    }
  }
}
