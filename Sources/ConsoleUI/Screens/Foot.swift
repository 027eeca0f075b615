import Cells
import Comms
import ConsoleCore
import Domain
import PlaybookEngine
import Settings

extension Frame {
  /// Who is here and the last thing that happened; what is wrong with the console itself goes before it.
  mutating func lastThing(_ state: State, in row: Rect) {
    let line = row.inset(left: 1, right: 1)
    var who = StyledText("\(state.actor.login)@\(state.actor.host)", .dim)
    if !state.isCollecting, !state.settings.services.isEmpty { who.add(", another console probes", .dim) }
    let all = state.company.map { who.adding(", \($0)", .dim) } ?? who
    guard let said = said(state) else {
      put(all.width <= line.width ? all : who, in: line)
      return
    }
    if all.width + 3 + said.width <= line.width { who = all }
    if said.width > line.width, state.tourStep == nil { return onTwoRows(said, in: line) }
    // What must be read in full is worth more than who reads it.
    if who.width + 3 + said.width <= line.width {
      put(who, in: line)
      put(said, in: line.inset(left: who.width + 3))
    } else {
      put(said, in: line)
    }
  }

  /// A message that one row has no room for takes the rule above it as well.
  private mutating func onTwoRows(_ said: StyledText, in line: Rect) {
    let text = said.pieces.reduce("" as SafeText) { $0 + $1.text }
    let style = said.pieces.last?.style ?? .text
    let above = Rect(x: line.x - 1, y: line.y - 1, width: line.width + 2, height: 1)
    fill(above)
    wrap(text, in: Rect(x: line.x, y: line.y - 1, width: line.width, height: 2), style)
  }

  /// What is to be read; a hint about a key is soon out of place.
  private func said(_ state: State) -> StyledText? {
    if state.recording.unsavedCount > 0 { return notSaved(state) }
    if let underWay = state.underWay, state.notice?.level != .problem || !self.isFresh(state.notice, state) {
      return words(of: underWay, state)
    }
    let isFresh = self.isFresh(state.notice, state)
    if let problem = state.settingsProblem, !isFresh {
      return StyledText("configuration broken: ", Style(.warning, .bold)).adding(
        "\(problem)", Style(.warning)
      )
      .adding("; the last good one is in use", .dim)
    }
    if !isFresh, let lasting = lasting(state) { return StyledText(lasting, Style(.warning, .bold)) }
    guard let notice = state.notice, isFresh || notice.level != .hint else { return nil }
    return StyledText(notice.text, notice.style)
  }

  private func isFresh(_ notice: Notice?, _ state: State) -> Bool {
    notice.map { state.now - $0.at < .seconds(10) } ?? false
  }

  /// What is under way, since when, and what stops it.
  func words(of underWay: UnderWay, _ state: State) -> StyledText {
    var line = StyledText("\(underWay.what) since \(underWay.since.timeText), ", .text)
    line = soFar(underWay, state).pieces.reduce(line) { $0.adding($1.text, $1.style) }
    guard underWay.canBeStopped else { return line }
    return line.adding("; ", .dim).adding(state.keys.name(of: .cancelRun), Style(.accent, .bold))
      .adding(" stops it", .dim)
  }

  func soFar(_ underWay: UnderWay, _ state: State) -> StyledText {
    StyledText("\((state.now - underWay.since).clockText) so far", .dim)
  }

  /// What waits for the person and must outlast the last message.
  private func lasting(_ state: State) -> SafeText? {
    if let handoff = state.handoffToMe {
      return
        "\(handoff.from) hands the command to you: \(state.keys.name(of: .acceptHandoff)) shows the brief and accepts"
    }
    if let since = state.recording.waitingSince, state.now - since > .seconds(1) {
      return "saving; not on disk yet"
    }
    guard let item = state.undelivered.last else {
      return state.incident?.handoff.map { "the command is offered to \($0.to), not accepted yet" }
    }
    return
      "update \(item.number) NOT SENT on \(item.channel): \(state.keys.name(of: .resend)) sends it again, \(state.keys.name(of: .update)) then Ctrl-Y copies it"
  }

  /// What is not on record, where it is, why, and what helps: calm while it is safe on disk.
  func notSaved(_ state: State) -> StyledText {
    let recording = state.recording
    let way: SafeText =
      recording.canMakeRoom
      ? "the record's disk is full; \(state.keys.name(of: .makeRoom)) makes room"
      : "\(recording.problem ?? "")"
    let inMemory = recording.inMemoryCount
    guard inMemory == 0 else {
      return StyledText(
        " \(inMemory) NOT SAVED, in memory alone: \(way) ", Style(.overdue, [.bold, .reverse]))
    }
    return StyledText(
      "\(recording.unsavedCount) PENDING, safe beside the record: \(way)", Style(.warning, .bold))
  }

  /// The keys that work here, the most wanted first, cut at whole keys; the way out and the help are never cut.
  mutating func footer(_ state: State, in row: Rect) {
    for (key, rect) in footerSpots(state, in: row) {
      put(StyledText(key.key, Style(.accent, .bold)).adding(" \(key.label)"), in: rect)
    }
  }
}

/// A key with what it does here.
struct FooterKey {
  var key: SafeText
  var label: SafeText

  /// With the gap to the next one.
  fileprivate var columns: Int { key.width + label.width + 3 }
}

/// The keys that stand in the footer, each with its place.
func footerSpots(_ state: State, in row: Rect) -> [(key: FooterKey, rect: Rect)] {
  let line = row.inset(left: 1, right: 1)
  let keys = state.footerKeys
  var room = line.width - keys.last.reduce(0) { $0 + $1.columns } + 2
  var shown: [FooterKey] = []
  for key in keys.first {
    guard key.columns <= room else { break }
    room -= key.columns
    shown.append(key)
  }
  var x = line.x
  return (shown + keys.last).map { key in
    defer { x += key.columns }
    return (key, Rect(x: x, y: line.y, width: min(key.columns - 2, line.maxX - x), height: 1))
  }
}

extension State {
  /// The keys that are worth a place in the footer now: those that give way, and those that stay.
  var footerKeys: (first: [FooterKey], last: [FooterKey]) {
    if let dialog {
      let keys = dialog.keys.map { FooterKey(key: $0.0, label: $0.1) }
      return (keys.filter { $0.key != "Esc" }, keys.filter { $0.key == "Esc" })
    }
    let here = screen.kind
    var rows = self.keys.footerRows.filter { $0.isOn(here) && isOffered($0.command) }
    let stays: [Command] = screen == .services || screen == .incident ? [.help, .quit] : [.help]
    let last = rows.filter { stays.contains($0.command) }
    rows.removeAll { stays.contains($0.command) }
    var first = rows.map { FooterKey(key: $0.keys.first?.name ?? "", label: label(of: $0)) }
    if screen == .incident, run != nil {
      let label: SafeText = incidentView.pane == .playbook ? "timeline" : "playbook"
      let place = incidentView.pane == .timeline ? 1 : isTwoPaned ? 6 : 2
      first.insert(FooterKey(key: keys.name(of: .nextPane), label: label), at: min(first.count, place))
    }
    if runningCommand != nil {
      first.insert(FooterKey(key: keys.name(of: .cancelRun), label: "stop"), at: 0)
    }
    let back = stays.contains(.quit) ? [] : [FooterKey(key: keys.name(of: .back), label: "back")]
    return (first, back + last.map { FooterKey(key: $0.keys.first?.name ?? "", label: $0.label) })
  }

  /// True at an ended step, at the step that came after one, and at a line by which a person ended a step.
  private var undoIsNear: Bool {
    if screen == .timeline || incidentView.pane == .timeline {
      guard let entry = selectedEntry, entry.event.source == .person else { return false }
      return !entry.isRetracted && entry.event.body.endedStep != nil
    }
    guard let run, let selected = selectedStep, selected.isOpen else { return true }
    return run.steps.contains { !$0.isOpen && $0.endedAt == selected.startedAt }
  }

  private var isTwoPaned: Bool { size.width >= 76 }

  /// True where a command can be taken and would change something.
  private func isOffered(_ command: Command) -> Bool {
    guard availability(of: command).isAvailable else { return false }
    let isAtSteps = screen != .incident || incidentView.pane == .playbook
    switch command {
    case .mouse: return hasMouse
    case .showIncident: return screen != .incident
    case .filter: return screen != .services || !settings.services.isEmpty
    case .attachPlaybook: return run == nil
    case .completeStep, .skipStep, .failStep, .putOffStep:
      return isAtSteps && (selectedStep.map { $0.isOpen || $0.state == .failed } ?? false)
    case .reopenStep: return isAtSteps && !(selectedStep?.isOpen ?? true)
    case .undo: return undoIsNear
    case .runStep: return isAtSteps
    case .pin: return screen != .incident || !isAtSteps
    case .help:
      guard case .help = screen else { return true }
      return false
    default: return true
    }
  }

  /// What Enter does with a step depends on its kind.
  private func label(of row: KeyRow) -> SafeText {
    guard row.command == .completeStep, let step = selectedStep else { return row.label }
    switch step.step.kind {
    case .decision: return "decide"
    case .comms: return "update"
    case .check, .command, .wait, .note: return row.label
    }
  }
}

extension Notice {
  var style: Style {
    switch level {
    case .done: .text
    case .hint: Style(.dim)
    case .problem: Style(.warning, .bold)
    }
  }
}
