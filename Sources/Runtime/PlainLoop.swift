import Cells
package import Clients
package import ConsoleCore
import ConsoleUI
import Dispatch
import Domain
import Settings

/// The one owner of the state where a person uses lines: the same mind and hands as behind the full screen; only what
/// is read and what is said differ.
///
/// A class because the clients' callbacks and the loop share it on one thread.
package final class PlainLoop {
  private var state: State
  /// The state that everything was said of.
  private var told: State
  private let lines: LineClient
  private let world: World
  private let inbox: Inbox
  private let runner: EffectRunner
  private let reread: () -> [Action]
  private var time: Timekeeping
  private let startedAt: Timestamp
  private var conversation = Conversation()
  private var speech: Speech
  /// The question that was asked last.
  private var asked: String?
  /// The sentence of the tour that was said last.
  private var guided: SafeText?
  private var isHearing = false
  /// Lines that were typed and not yet taken.
  private var heard: [String] = []
  /// Read once what it is about has come from the record.
  private var reading: Reading?
  /// What was asked of the record and has not come.
  private var loads = 0
  private var endedAt: Timestamp?
  private var departure: EventLoop.Departure?

  package init(
    state: State, lines: LineClient, world: World, reread: @escaping () -> [Action] = { [] }
  ) {
    var state = state
    state.keys = state.keys.spoken
    self.state = state
    told = state
    startedAt = state.now
    self.lines = lines
    self.world = world
    self.reread = reread
    inbox = Inbox(wake: lines.wake)
    runner = EffectRunner(world: world, inbox: inbox)
    time = Timekeeping(world.surroundings, from: state.now, reread: reread)
    speech = Speech(lines, from: state.now)
  }

  /// Says how things are, then takes lines until the person leaves or no more come.
  ///
  /// `lost` is the number of events that could not be saved.
  package func run() -> (departure: EventLoop.Departure, lost: Int) {
    speech.say(state.greeting, at: state.now)
    world.store.follow { [inbox] events in inbox.post(.followed(events)) }
    take([.ticked])
    // The playbooks: whoever types fast must not be told that there are none.
    take(reread())
    let typed = TypedTexts(files: world.files, path: world.typedTextsFile)
    if let left = typed.load() { state.takeUp(left) }
    while departure == nil {
      let posted = inbox.drain()
      if !posted.isEmpty {
        take(posted)
      } else if !hearNext() {
        if isOver { departure = .asked } else { take(wait()) }
      }
      readIfReady()
      guide()
    }
    leave(typed)
    return (departure ?? .asked, state.recording.inMemoryCount)
  }

  private func leave(_ typed: TypedTexts) {
    // A form that is open is left as a dot leaves it: its text is kept.
    if state.dialog != nil { take([.keyPressed(.escape)]) }
    typed.save(state.leftBehind)
    // Nothing that was started from here goes on without anybody watching.
    if state.commands.contains(where: \.value.isRunning) { world.commands.endAll() }
    take(inbox.drain().filter(\.isLastWord))
    var last: [SafeText] = state.openIncidents.map { "\($0.name) stays open" }
    let (unsaved, lost) = (state.recording.unsavedCount, state.recording.inMemoryCount)
    if lost > 0 { last.append("\(lost) events are NOT SAVED and are lost") }
    if unsaved > lost {
      last.append("\(unsaved - lost) events are PENDING, safe beside the record; the next sitrep saves them")
    }
    if state.isSending {
      last.append("an update is still on its way; the next console sends it again if you say so")
    }
    speech.say(last, at: state.now)
  }

  private func take(_ actions: [Action]) {
    for action in actions {
      if action.answersLoad { loads = max(0, loads - 1) }
      for effect in update(&state, action, at: world.surroundings.now()) { perform(effect) }
      announce(after: action)
    }
  }

  private func wait() -> [Action] {
    let events = lines.wait(time.patience(for: state))
    return time.actions(for: state, after: events.compactMap(action(for:)))
  }

  private func action(for event: LineEvent) -> Action? {
    switch event {
    case .line(let line):
      heard.append(line)
      return nil
    case .interrupted: return .interrupted
    case .ended:
      endedAt = endedAt ?? state.now
      return nil
    case .stopAsked:
      suspend()
      return nil
    case .terminated:
      departure = .terminated
      return nil
    case .hungUp:
      departure = .hungUp
      return nil
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .copy(let text, let what):
      // There is no clipboard without escape sequences; what is read here can be copied by whatever reads it.
      speech.say(["\(what):"] + SafeText.lines(untrusted: text), at: state.now)
    case .edit(let purpose, let text): edit(purpose, text)
    case .openShell(let incident): openShell(incident)
    case .suspend where lines.isTerminal: suspend()
    case .suspend: speech.say(["lines come from a pipe: there is no shell to go to"], at: state.now)
    case .repaint: speech.say(["nothing is drawn here; again says the last thing once more"], at: state.now)
    case .copyView:
      speech.say(["there is no screen here; the name of a screen reads it"], at: state.now)
    case .paint, .takeMouse: break
    case .quit: departure = departure ?? .asked
    case .loadIncident, .listIncidents, .search, .export:
      loads += 1
      runner.run(effect)
    case .cancelExport:
      loads = max(0, loads - 1)
      runner.run(effect)
    case .append, .lookAtSpool, .makeRoom, .probe, .run, .cancel, .send, .remember,
      .tryToCollect, .lookAround,
      .readThemes, .keepTheme:
      runner.run(effect)
    }
  }

  private func edit(_ purpose: EditPurpose, _ text: String) {
    guard lines.isTerminal else {
      return take([.edited(purpose, .failure(.failed("it needs a terminal, and lines come from a pipe")))])
    }
    lend { [world, inbox] ended in
      world.foreground.edit(text) { result in
        inbox.post(.edited(purpose, result.mapError(EditFailure.init)))
        ended()
      }
    }
  }

  private func openShell(_ incident: String?) {
    guard lines.isTerminal else {
      return speech.say(["lines come from a pipe: there is no shell to go to"], at: state.now)
    }
    lend { [world, inbox] ended in
      world.openShell(incident) { problem in
        inbox.post(.shellEnded(problem: problem))
        ended()
      }
    }
  }

  /// Stops, and goes on where that is wanted.
  private func suspend() {
    world.store.whileStopped { lines.suspend() }
    collectAgain()
  }

  /// Another console may have collected meanwhile, or does now.
  private func collectAgain() {
    _ = update(&state, .collectingChanged(false), at: world.surroundings.now())
    take([.collectingChanged(world.store.tryToCollect())])
  }

  /// Gives the terminal to another program until that has ended; nothing is probed here meanwhile, so that another
  /// console may.
  private func lend(to start: (_ ended: @escaping @Sendable () -> Void) -> Void) {
    world.store.stopCollecting()
    defer { collectAgain() }
    lines.lend {
      let isOver = DispatchSemaphore(value: 0)
      start { isOver.signal() }
      isOver.wait()
    }
  }
}

extension PlainLoop {
  /// Takes the oldest line that waits, if what came before it is done; false where there is nothing to take.
  private func hearNext() -> Bool {
    guard let line = heard.first, isReady(for: line) else { return false }
    heard.removeFirst()
    hear(line)
    return true
  }

  private func hear(_ line: String) {
    speech.begin(at: state.now)
    isHearing = true
    // A copy: what the line does speaks, and speaking asks the conversation.
    var talk = conversation
    let reply = talk.hear(line, look: { state }, act: { take($0) })
    conversation = talk
    isHearing = false
    speech.say(reply.lines, at: state.now)
    reading = reply.reading
    readIfReady()
    ask(again: true, briefly: !reply.lines.isEmpty)
  }

  private func readIfReady() {
    guard let next = reading, isSaved else { return }
    reading = nil
    if next == .again { speech.again() } else { speech.say(state.words(of: next), at: state.now) }
  }

  /// Says what has changed: at once for what people and commands did, together for what probes and clocks say.
  private func announce(after action: Action) {
    if action.canWait, state.now - told.now < Self.together { return }
    speech.say(announcements(from: told, to: state), at: state.now)
    told = state
    if !isHearing { ask(again: false) }
  }

  /// Asks what is to be asked, once, or again after each line; what was just heard in full needs its end alone.
  private func ask(again: Bool, briefly: Bool = false) {
    let question = conversation.question(in: state)
    defer { asked = question?.id }
    guard let question, again || question.id != asked else { return }
    let isKnown = briefly && question.id == asked
    speech.say(isKnown ? question.lines.suffix(1) : question.lines, at: state.now)
  }

  /// Says what the tour says now, after everything else.
  private func guide() {
    let sentence = state.tourStep?.spoken
    guard sentence != guided, reading == nil, isSaved else { return }
    guided = sentence
    if let sentence { speech.say(["tour: \(sentence)"], at: state.now) }
  }

  /// True where everything that was done is on record, and everything that was asked of it has come.
  private var isSaved: Bool {
    loads == 0 && (state.recording.waiting.isEmpty || state.recording.problem != nil)
  }

  private var isRunning: Bool { state.commands.values.contains { $0.isRunning && !$0.isRepeated } }

  /// A script's next line waits for all that the one before it began; a person can't be kept waiting by a command.
  private func isReady(for line: String) -> Bool {
    guard isSaved, reading == nil else { return false }
    guard !lines.isTerminal else { return true }
    let hasLooked =
      state.settings.services.isEmpty || state.hasLooked || state.now - startedAt > Self.firstLook
    return hasLooked && (!isRunning || Conversation.stopsRun(line, in: state))
  }

  /// True once no line will come and what was asked for is done, saved and sent, or can't be.
  private var isOver: Bool {
    guard let endedAt, heard.isEmpty, reading == nil, !isRunning, isSaved else { return false }
    let waited = state.now - endedAt
    if state.recording.problem != nil { return state.recording.inMemoryCount == 0 || waited > Self.patience }
    return !state.isSending || waited > Self.patience
  }

  /// What services do within this time is told as one.
  private static let together: Duration = .seconds(2)
  private static let firstLook: Duration = .seconds(6)
  private static let patience: Duration = .seconds(20)
}

extension Action {
  fileprivate var answersLoad: Bool {
    switch self {
    case .incidentLoaded, .incidentsListed, .found, .exported, .loadingFailed, .exportFailed: true
    default: false
    }
  }

  /// True for what comes by itself all the time.
  fileprivate var canWait: Bool {
    switch self {
    case .sampled, .ticked: true
    case .recorded(let events): events.allSatisfy { $0.event.source == .probe }
    default: false
    }
  }
}
