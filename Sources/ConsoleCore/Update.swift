import Cells
package import Domain

/// Takes what has happened into the state and says what is to be done; routes only.
package func update(_ state: inout State, _ action: Action, at now: Timestamp) -> [Effect] {
  state.now = max(state.now, now)
  defer {
    state.keepTimelineMatches()
    state.followTour()
  }
  switch action {
  case .keyPressed(let key): return state.press(key)
  case .commandNamed(let command): return state.take(named: command)
  case .pointed(let target): return state.point(at: target)
  case .drawn(let scrollEnd):
    state.scrollEnd = scrollEnd
    state.helpScroll = min(state.helpScroll, scrollEnd)
    return []
  case .resized(let size):
    state.size = size
    return []
  case .ticked: return state.tick()
  case .rested:
    state.services.rest()
    return []
  case .sampled(let sample): return state.recordChanges(state.board.record(sample))
  case .recorded(let events): return state.recorded(events)
  case .recordingFailed(let events, let reason, let isKept, let canMakeRoom):
    return state.recordingFailed(events, reason: reason, isKept: isKept, canMakeRoom: canMakeRoom)
  case .recordingRefused(let events, let reason): return state.recordingRefused(events, reason: reason)
  case .foundKept(let events): return state.foundKept(events)
  case .madeRoom(let problem): return state.madeRoom(problem: problem)
  case .followed(let events): return state.take(in: events)
  case .incidentLoaded(let id, let number, let home, let events):
    let isAskedFor = state.waits.removeValue(forKey: .incident(id)) != nil || state.focus == id
    return state.load(id, number: number, home: home, events: events, isAskedFor: isAskedFor)
  case .incidentsListed(let listed):
    state.waits[.history] = nil
    state.listed = listed
    return []
  case .found(let events, let text, let reachesBack):
    return state.take(found: events, for: text, reachesBack: reachesBack)
  case .loadingFailed(let reason):
    state.loadFailed(reason)
    return []
  case .exportFailed(let reason):
    state.waits[.export] = nil
    state.warn("\(reason)")
    return []
  case .commandPrinted(let run, let bytes):
    state.commands[run]?.print(bytes)
    return []
  case .commandEnded(let run, let outcome): return state.commandEnded(run, outcome)
  case .messageEnded(let delivery, let outcome): return state.ended(delivery, outcome)
  case .edited(let purpose, let result): return state.edited(purpose, result)
  case .shellEnded(let problem):
    if let problem { state.warn("\(problem)") }
    return []
  case .tourBegan:
    state.tour = Tour()
    return []
  case .exported(let paths):
    state.tour?.hasExported = true
    state.exported = paths
    state.waits[.export] = nil
    state.tell("exported: \(paths.joined(separator: ", "))")
    return []
  case .copied(let what, let fits):
    if fits {
      state.tell("copied: \(what)")
    } else {
      state.warn("not copied: \(what) is too long for a terminal to take")
    }
    return []
  case .themesRead(let themes, let problem): return state.openThemeChoice(of: themes, problem: problem)
  case .themeChanged(let theme, let problem): return state.changeTheme(to: theme, problem: problem)
  case .libraryRead(let library):
    state.library = library
    return []
  case .settingsReloaded(let settings, let library): return state.reload(settings, library)
  case .settingsBroken(let summary):
    state.settingsProblem = summary
    return []
  case .collectingChanged(let isCollecting):
    // What was queued while another console sent may have been sent by it.
    if isCollecting != state.isCollecting { state.outbox.began = isCollecting ? now : nil }
    state.isCollecting = isCollecting
    return []
  case .othersSeen(let others):
    state.others = others
    return []
  case .clockJumped(let distance):
    state.now = now
    return state.recordClockJump(distance)
  case .interrupted: return state.interrupt()
  case .firstStart:
    if state.hasRoomForHints { state.dialog = .firstHints }
    return []
  }
}
