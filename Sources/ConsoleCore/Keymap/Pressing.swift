import PlaybookEngine
package import Cells
import Domain

extension State {
  /// Gives a key to the dialog that is open, or looks it up in the key table.
  mutating func press(_ key: Key) -> [Effect] {
    if dialog == .firstHints { return pressInHints(key) }
    if isAlarmUp { return pressInAlarm(key) }
    if case .mouse(let mouse) = key { return click(mouse) }
    if key == .control("c") { return interrupt() }
    if key == .pasteStalled {
      warn("the end of what you pasted has not come; Esc goes on without it")
      return []
    }
    if case .paste = key { return paste(key) }
    if dialog != nil { return warningOfFullField(after: key) { $0.pressInDialog(key) } }
    if leavesTour(with: key) { return [] }
    guard let row = row(for: key) else {
      hint("\(key.name) does nothing here; \(keys.name(of: .help)) shows what does")
      return []
    }
    return perform(row.command)
  }

  /// The row of the key table that the key means on the screen that is shown.
  package func row(for key: Key) -> KeyRow? {
    keys.row(for: key, on: screen.kind)
  }

  /// Takes a command if it can be taken now, and says why not otherwise.
  mutating func perform(_ command: Command) -> [Effect] {
    if case .unavailable(let reason) = availability(of: command) {
      hint(reason)
      return []
    }
    switch command {
    case .moveUp, .moveDown, .pageUp, .pageDown, .moveFirst, .moveLast: return move(command)
    case .open: return openSelected()
    case .back: return goBack()
    case .nextPane:
      incidentView.pane = incidentView.pane == .playbook ? .timeline : .playbook
      return []
    case .showServices: return show(.services)
    case .showIncident: return show(.incident)
    case .showTimeline: return show(.timeline)
    case .showPostmortem: return show(.postmortem)
    case .showPlaybooks: return show(.playbooks)
    case .showHistory:
      // What was found is asked for anew: much may have been written since.
      historySearch.text = nil
      return show(.history) + ask(for: .history, .listIncidents) + searchTimelines()
    case .nextIncident: return focusNext()
    case .declare: return openDeclaration()
    case .note: return openPrompt(.note(step: run?.current?.step.id))
    case .update: return openUpdate()
    case .changeState: return openStateChoice()
    case .changeSeverity: return openSeverityChoice()
    case .takeCommand: return takeCommand()
    case .handOver: return openPrompt(.handOver)
    case .acceptHandoff: return openHandoff()
    case .resolve: return openResolution()
    case .completeStep: return completeStep()
    case .runStep: return openRunConfirmation()
    case .cancelRun: return stopUnderWay()
    case .skipStep: return promptForStep { .skip($0) }
    case .failStep: return promptForStep { .fail($0) }
    case .undo: return openUndo()
    case .reopenStep: return reopenStep()
    case .putOffStep: return promptForStep { .putOff($0) }
    case .attachPlaybook: return openPlaybookChoice()
    case .pin: return pinSelected()
    case .correct: return openCorrection()
    case .retract: return openRetraction()
    case .redact: return openRedaction()
    case .editLine: return editPostmortemLine()
    case .addFollowup: return openFollowup()
    case .closeFollowup: return closeFollowup()
    case .export: return exportSelected()
    case .probeNow: return probeSelected()
    case .changeOrder: return changeOrder()
    case .lastChange: return selectLastChange()
    case .filter:
      dialog = .filter(TextField(currentFilter))
      return []
    case .copy: return copySelected()
    case .copyView: return [.copyView]
    case .copyHead: return copyHead()
    case .copyExport: return copyExport()
    case .mouse: return switchMouse()
    case .snooze: return openPrompt(.snooze)
    case .resend: return resend()
    case .makeRoom: return askToMakeRoom()
    case .help: return show(.help(screen.kind))
    case .commandLine:
      dialog = .commandLine(CommandLine())
      return []
    case .theme: return [.readThemes]
    case .repaint: return [.repaint]
    case .suspend: return [.suspend]
    case .shell: return [.openShell(incident: incident?.name)]
    case .quit: return askToQuit()
    }
  }

  mutating func show(_ next: Screen) -> [Effect] {
    guard next != screen else { return [] }
    if case .help = screen {} else { trail.append(screen) }
    if trail.count > 20 { trail.removeFirst() }
    helpScroll = 0
    scrollEnd = .max - 1
    helpFilter = ""
    screen = next
    return []
  }

  private mutating func goBack() -> [Effect] {
    if !currentFilter.isEmpty {
      setFilter("")
      return []
    }
    screen = trail.popLast() ?? .services
    return []
  }

  /// Leaves, after asking where something would be lost by it.
  mutating func askToQuit() -> [Effect] {
    let lost = recording.inMemoryCount
    if lost > 0 {
      dialog = .confirm(
        Confirmation(
          question:
            "\(lost == 1 ? "1 event is" : "\(lost) events are") NOT SAVED and will be lost. Leave all the same?",
          answer: .quit))
      return []
    }
    guard runningCommand == nil else {
      dialog = .confirm(
        Confirmation(question: "A command is running and will be stopped. Leave?", answer: .quit))
      return []
    }
    return [.quit]
  }
}
