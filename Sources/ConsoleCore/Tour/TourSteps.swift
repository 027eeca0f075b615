import Cells
import Domain
import PlaybookEngine

extension TourStep {
  /// All sentences; the first whose moment it is counts.
  static let all = dialogs + beforeTheIncident + aside + playbook + afterTheIncident

  private static let dialogs = [
    TourStep(
      "Look: the triggers that are true now are ticked, the severity follows. Enter declares.", [.enter],
      spoken: "The triggers that are true now are listed, the severity follows from them. Enter declares.",
      typing: [""]
    ) {
      if case .declare? = $0.dialog { true } else { false }
    },
    TourStep(
      "This is exactly what will run. It changes something, so type run, then Enter.",
      [.character("r"), .character("u"), .character("n"), .enter],
      spoken: "This is exactly what will run. It changes something, so type run.", typing: ["run"]
    ) {
      if case .confirmRun(let run)? = $0.dialog { run.word == "run" } else { false }
    },
    TourStep(
      "This is exactly what will run. Type the word that it asks for, then Enter.",
      spoken: "This is exactly what will run. Type the word that it asks for."
    ) {
      if case .confirmRun(let run)? = $0.dialog { run.word != nil } else { false }
    },
    TourStep(
      "This is exactly what will run. Enter runs it, Esc leaves it.", [.enter],
      spoken: "This is exactly what will run. Enter runs it, a dot leaves it.", typing: [""]
    ) {
      if case .confirmRun? = $0.dialog { true } else { false }
    },
    TourStep(
      "Filled in from the record, and shown as people will read it. Ctrl-S sends.", [.control("s")],
      spoken:
        "It is filled in from the record: Enter keeps each answer, and at the end the word send sends it.",
      typing: ["", "", "", "", "send"]
    ) {
      if case .update? = $0.dialog { true } else { false }
    },
    TourStep(
      "Type what you saw in a few words, then Enter: it stands on the timeline.", [.character("."), .enter],
      spoken: "Type it in a few words; they stand on the timeline.", typing: ["seen from two places"]
    ) {
      if case .prompt? = $0.dialog { true } else { false }
    },
    TourStep(
      "What did the output say? 2 is no-space; then Enter.", [.character("2"), .enter],
      spoken: "What did the output say? Type 2, which is no-space.", typing: ["2"]
    ) {
      $0.asks { if case .value = $0 { true } else { false } }
    },
    TourStep(
      "The clock asks for a decision. 1 is what helps here; then Enter.", [.character("1"), .enter],
      spoken: "The clock asks for a decision. Type 1, which is what helps here.", typing: ["1"]
    ) {
      $0.asks { if case .decision = $0 { true } else { false } }
    },
    TourStep(
      "A number chooses, Enter takes it, Esc leaves.", [.enter],
      spoken: "A number chooses, Enter takes what stands in brackets, a dot leaves.", typing: [""]
    ) {
      if case .choice? = $0.dialog { true } else { false }
    },
    TourStep(
      "It asks once. Enter says yes, Esc says no.", [.enter],
      spoken: "It asks once. Type yes, or Enter alone for no.", typing: ["yes"]
    ) {
      if case .confirm? = $0.dialog { true } else { false }
    },
    TourStep(
      "Esc closes this.", [.escape],
      spoken: "A dot leaves this.", typing: ["."]
    ) { $0.dialog != nil },
  ]

  private static let beforeTheIncident = [
    TourStep(
      "Nothing is wrong yet. In a moment the registry breaks: watch the first line.",
      spoken: "Nothing is wrong yet. In a moment the registry breaks; that is said by itself."
    ) {
      $0.incident == nil && !$0.isSomethingDown && $0.screen == .services
    },
    TourStep(
      "Look: what is DOWN stands first. Home goes there.", [.home],
      spoken: "What is DOWN comes first. Type open 1.", typing: ["open 1"]
    ) {
      $0.incident == nil && $0.isSomethingDown && $0.screen == .services && $0.tour?.hasSeenService == false
        && $0.selectedService != $0.shownServices.first?.id
    },
    TourStep(
      "Look: what is DOWN stands first, what suffers from it says via. Enter opens it.", [.enter],
      spoken: "What is DOWN comes first, what suffers from it says via. Type open 1.", typing: ["open 1"]
    ) {
      $0.incident == nil && $0.isSomethingDown && $0.screen == .services && $0.tour?.hasSeenService == false
    },
    TourStep(
      "Here is why it may be so, whom to call and what to try first. D declares.", [.character("D")],
      spoken: "That is why it may be so, whom to call and what to try first. Type declare.",
      typing: ["declare"]
    ) {
      if case .service = $0.screen { $0.incident == nil && $0.isSomethingDown } else { false }
    },
    TourStep(
      "This needs more than one look. D declares an incident.", [.character("D")],
      spoken: "This needs more than one look. Type declare: it declares an incident.", typing: ["declare"]
    ) {
      $0.incident == nil && $0.isSomethingDown && $0.screen == .services
    },
    TourStep(
      "Look around; 1 goes back to the services.", [.character("1")],
      spoken: "Look around; the word services goes back to the services.", typing: ["services"]
    ) { $0.incident == nil },
  ]

  private static let aside = [
    TourStep(
      "Look around; 2 goes back to the incident and its playbook.", [.character("2")],
      spoken: "Look around; the word incident goes back to the incident and its playbook.",
      typing: ["incident"]
    ) {
      $0.incident?.isOpen == true && $0.screen != .incident
    },
    TourStep(
      "It runs, and prints below the step. It will be held against what is expected.",
      spoken: "It runs, and what it prints is read here. It will be held against what is expected."
    ) {
      $0.incident?.isOpen == true && $0.runningCommand != nil
    },
    TourStep(
      "These are the events on record. Tab goes back to the playbook.", [.tab],
      spoken: "These are the events on record. The word next-pane goes back to the playbook.",
      typing: ["next-pane"]
    ) {
      $0.incident?.isOpen == true && $0.run != nil && $0.incidentView.pane == .timeline
    },
    TourStep(
      "What you learn belongs on record, at any moment: n writes a note.", [.character("n")],
      spoken: "What you learn belongs on record, at any moment: type note, and after it what you saw.",
      typing: ["note it is slow for all"]
    ) {
      $0.incident?.isOpen == true && $0.hasDoneStep && !$0.hasNote
    },
  ]

  private static let playbook = [
    TourStep(
      "No playbook is running. p starts one.", [.character("p")],
      spoken: "No playbook is running. Type attach-playbook.", typing: ["attach-playbook"]
    ) {
      $0.incident?.isOpen == true && $0.run == nil
    },
    TourStep(
      "Every step is done, and a push proved it. R resolves the incident.", [.character("R")],
      spoken: "Every step is done, and a push proved it. Type resolve.", typing: ["resolve"]
    ) {
      $0.incident?.isOpen == true && $0.run?.current == nil
    },
    TourStep(
      "This step is over. Down goes on to the one that is not.", [.down],
      spoken: "This step is over. The word move-down goes on to the one that is not.", typing: ["move-down"]
    ) {
      $0.incident?.isOpen == true && $0.selectedStep?.id != $0.run?.current?.id
    },
    TourStep(
      "Enter opens the decision. Its clock says when to stop looking for the cause.", [.enter],
      spoken: "Type done: it opens the decision. Its clock says when to stop looking for the cause.",
      typing: ["done"]
    ) {
      if case .decision? = $0.tourKind { true } else { false }
    },
    TourStep(
      "Somebody waits to hear from you. c opens the update, already written.", [.character("c")],
      spoken: "Somebody waits to hear from you. Type update: it is written already.", typing: ["update"]
    ) {
      if case .comms? = $0.tourKind { true } else { false }
    },
    TourStep(
      "Nothing to press: this step watches the queue and ticks itself when it is short.",
      spoken: "Nothing to type: this step watches the queue and ticks itself when it is short."
    ) {
      if case .wait? = $0.tourKind { true } else { false }
    },
    TourStep(
      "The output is NOT what was hoped for, and it names the cause. Enter.", [.enter],
      spoken: "The output is NOT what was hoped for, and it names the cause. Type done.", typing: ["done"]
    ) {
      $0.isOpenStep && $0.selectedStep?.lastCommand?.matched == false
        && $0.selectedStep?.step.recording.asksForValue == true
    },
    TourStep(
      "Not as expected yet; it may take a moment. ! shows it again, to run it.", [.character("!")],
      spoken: "Not as expected yet; it may take a moment. Type run to try again.", typing: ["run"]
    ) {
      $0.isOpenStep && $0.selectedStep?.lastCommand?.matched == false
    },
    TourStep(
      "Look: ! shows the step's command, what to expect stands beside it.", [.character("!")],
      spoken: "Type run: it reads the step's command to you before anything happens.", typing: ["run"]
    ) {
      $0.isOpenStep && $0.selectedStep?.lastCommand == nil && $0.availability(of: .runStep).isAvailable
    },
    TourStep(
      "As it should be. Enter marks the step as done; its clock stops.", [.enter],
      spoken: "As it should be. Type done: the step's clock stops.", typing: ["done"]
    ) {
      $0.isOpenStep && $0.selectedStep?.lastCommand != nil
    },
    TourStep(
      "Read it, then Enter marks it as done.", [.enter],
      spoken: "Listen to it, then type done.", typing: ["done"]
    ) { $0.incident?.isOpen == true },
  ]

  private static let afterTheIncident = [
    TourStep(
      "That was a whole night. q leaves, Esc ends the tour; sitrep is yours.", [.character("q")],
      spoken: "That was a whole night. Type quit to leave; sitrep is yours.", typing: ["quit"]
    ) {
      $0.tour?.hasExported == true
    },
    TourStep(
      "The five lines wrote themselves from the record. E exports the incident.", [.character("E")],
      spoken: "The five lines wrote themselves from the record. Type export.", typing: ["export"]
    ) {
      $0.screen == .postmortem
    },
    TourStep(
      "It is over. 4 shows the five lines for those who ask tomorrow.", [.character("4")],
      spoken: "It is over. Type postmortem: it reads the five lines for those who ask tomorrow.",
      typing: ["postmortem"]
    ) { _ in true
    },
  ]
}

extension State {
  fileprivate var isSomethingDown: Bool { (board.tally[.down] ?? 0) > 0 }

  fileprivate var hasDoneStep: Bool { run?.steps.contains { $0.state == .done } ?? false }

  fileprivate var hasNote: Bool {
    focus.flatMap { incidents[$0] }?.events.contains {
      if case .note = $0.event.body { true } else { false }
    } ?? false
  }

  /// The open step under the cursor of an open incident.
  fileprivate var isOpenStep: Bool { incident?.isOpen == true && selectedStep?.isOpen == true }

  fileprivate var tourKind: Step.Kind? { isOpenStep ? selectedStep?.step.kind : nil }

  fileprivate func asks(_ what: (Choice.Answer) -> Bool) -> Bool {
    guard case .choice(let choice)? = dialog else { return false }
    return choice.options.contains { what($0.answer) }
  }
}
