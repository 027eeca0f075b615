import Foundation
import Support
import Testing

/// A whole night in a real terminal, from the first red service to the exported record, with the console killed in
/// the middle.
@Suite(.enabled(if: Terminal.isHere, "tmux is not installed"))
struct NightTests {
  @Test func `a whole night is lived, and a killed console loses nothing of it`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try await inTerminal(home) { terminal in
      try await terminal.enter("sitrep demo --fast --fresh")
      try await seesWhatIsHurt(terminal)
      try await declares(terminal)
      try await beginsThePlaybook(terminal)
      try await tellsTheUsers(terminal, home)
      try await isKilledAndGoesOn(terminal)
      try await findsTheCause(terminal)
      try await mends(terminal)
      try await closes(terminal, home)
      try await writesTheFiveLines(terminal)
      try await leaves(terminal)
    }
    try await exportsAndVerifies(home)
  }

  private func seesWhatIsHurt(_ terminal: Terminal) async throws {
    let first = try await terminal.until("the first full frame") { $0.isConsole && $0.listsServices }
    #expect(first.isDemo)
    for service in ["registry", "ci", "postgres", "deploy-bot"] {
      #expect(first.line(service) != nil, "\(service) is missing from the first frame")
    }
    let hurt = try await terminal.until("the registry DOWN and ci behind it") {
      $0.service("registry", is: Word.down) && $0.service("ci", is: Word.degraded, "via registry")
    }
    let names = hurt.lines.compactMap { line in
      ["registry", "ci", "postgres"].first { line.contains(" \($0) ") || line.hasPrefix(">\($0) ") }
    }
    #expect(names.first == "registry", "the root stands first")
    try await terminal.press("Enter")
    try await terminal.until("the service's page") {
      $0.shows(
        "pushes answer 503", "the object store is full", "push a small package", "registry-owner", "sre-lead")
    }
    try await terminal.press("Escape")
    try await terminal.until("the services again") { $0.listsServices }
  }

  private func declares(_ terminal: Terminal) async throws {
    try await terminal.until("ten seconds of it") { $0.service("deploy-bot", is: Word.degraded) }
    try await terminal.press("D")
    let form = try await terminal.until("the declaration") { $0.asksForDeclaration }
    #expect(form.isChosen("SEV1"), "nobody can push: SEV1 is suggested")
    #expect(form.line("[x]", "nobody can push") != nil)
    #expect(form.line("[x]", "first red sample of registry") != nil)
    #expect(form.shows("demo-registry-outage"))
    try await terminal.press("Enter")
    let opened = try await terminal.until("the playbook at its first step") { $0.currentStep == 1 }
    #expect(opened.incidentName == "INC-1")
    #expect(opened.commander == "ana")
    #expect(opened.hasUpdateClock)
    #expect(opened.shows("expect", "escalate"))
  }

  private func beginsThePlaybook(_ terminal: Terminal) async throws {
    try await terminal.press("!")
    let asked = try await terminal.until("the command, to be confirmed") { $0.asksToRun }
    #expect(asked.shows("$ curl -sS"))
    try await terminal.press("Enter")
    try await terminal.until("step 1 done by its command") {
      $0.currentStep == 2 && $0.isDone("1 Does the registry")
    }
    try await terminal.press("Enter")
    try await terminal.until("step 2 done by Enter") { $0.currentStep == 3 && $0.isDone("2 Say aloud") }
    try await terminal.notes("pulls still work, pushes do not")
  }

  private func tellsTheUsers(_ terminal: Terminal, _ home: ProgramHome) async throws {
    try await terminal.press("c")
    // All of it at once: a screen that is looked at while it is drawn holds only its upper half.
    try await terminal.until("the update, filled in, for both channels") {
      $0.isUpdateForm && $0.shows("Pushes to the registry fail since", "Package registry")
        && $0.line("[x]", "chat") != nil && $0.line("[x]", "status") != nil
    }
    try await terminal.press("C-s")
    try await terminal.until("the update sent on both channels, and its step done") {
      $0.currentStep == 4 && $0.hasSent(update: 1, to: "chat") && $0.hasSent(update: 1, to: "status")
    }
    try await received("Pushes to the registry fail since", times: 1, home)
  }

  private func isKilledAndGoesOn(_ terminal: Terminal) async throws {
    let before = try await terminal.screen()
    kill(try await terminal.consoleProcess(), SIGKILL)
    try await terminal.until("the shell, whole") { $0.shellPrompt == 137 }
    try await terminal.enter("sitrep demo")
    let after = try await terminal.until("the same incident and step") {
      $0.incidentName == "INC-1" && $0.currentStep == 4
    }
    #expect(after.commander == "ana")
    #expect(after.isDone("3 Tell the users"))
    let (old, new) = (before.incidentClock, after.incidentClock)
    #expect(
      old.flatMap { old in new.map { $0 >= old && $0 <= old + 60 } } == true,
      "\(String(describing: (old, new)))")
    try await terminal.until("the registry DOWN as it was") { $0.tally(Word.down) == 1 }
  }

  private func findsTheCause(_ terminal: Terminal) async throws {
    try await terminal.runsStep(word: "run")
    try await terminal.until("garbage collection stopped") { $0.currentStep == 5 }
    try await terminal.runsStep()
    try await terminal.until("what the push printed, and that it is not as expected") {
      $0.shows("| push failed: no space left on device", "| 503", Word.unexpected)
    }
    try await terminal.press("s")
    try await terminal.until("the question for the reason") { $0.asksForReason }
    try await terminal.type("the store is full, that is enough")
    try await terminal.press("Enter")
    try await terminal.until("step 5 skipped") { $0.currentStep == 6 && $0.isSkipped("5 Push a small") }
  }

  private func mends(_ terminal: Terminal) async throws {
    try await terminal.press("Enter")
    try await terminal.until("the decision") {
      $0.shows("1 Free space in the object store", "3 Keep looking") && $0.isChoice
    }
    try await terminal.press("1", "Enter")
    try await terminal.until("the branch to step 8, past 7") {
      $0.currentStep == 8 && $0.isNotNeeded("7 Restart")
    }
    try await terminal.runsStep(word: "run")
    try await terminal.until("the wait for the queue") { $0.currentStep == 9 }
    try await terminal.until("the wait over by itself") {
      $0.currentStep == 10 && $0.isDoneByItself("9 The build queue drains")
    }
    try await terminal.runsStep()
    try await terminal.until("a push that proves it") { $0.currentStep == 11 }
  }

  private func closes(_ terminal: Terminal, _ home: ProgramHome) async throws {
    try await terminal.press("S")
    try await terminal.until("the choice of states") { $0.isChoice && $0.shows("monitoring") }
    try await terminal.press("3", "Enter")
    try await terminal.until("monitoring") { $0.incidentIs("monitoring") }
    try await terminal.press("c")
    try await terminal.until("the last update") { $0.isUpdateForm }
    try await terminal.press("C-s")
    try await terminal.until("the playbook complete") {
      $0.isPlaybookComplete && $0.hasSent(update: 2, to: "chat")
    }
    try await received("Pushes to the registry work again", times: 1, home)
    try await terminal.until("everything well again") {
      $0.tally(Word.down) == nil && $0.tally(Word.degraded) == nil
    }
    try await terminal.press("R")
    try await terminal.until("the question") { $0.asksForConfirmation }
    try await terminal.press("Enter")
    try await terminal.until("the five lines, drafted") { $0.showsFiveLines && $0.incidentIs("resolved") }
  }

  private func writesTheFiveLines(_ terminal: Terminal) async throws {
    for (number, line) in Word.fiveLines.enumerated() {
      let draft = try await terminal.screen()
      #expect(draft.line(line, Word.draft) != nil, "\(line) is a draft")
      try await terminal.press("Enter")
      try await terminal.until("the \(line) to edit") { $0.asksForPostmortemLine }
      try await terminal.press("End")
      try await terminal.type(" Accepted.")
      try await terminal.press("Enter")
      try await terminal.until("\(line) written") {
        !$0.asksForPostmortemLine && $0.line(line, Word.written) != nil
      }
      if number < 4 { try await terminal.press("Down") }
    }
  }

  private func leaves(_ terminal: Terminal) async throws {
    try await terminal.press("q")
    try await terminal.until("the shell") { $0.shellPrompt == 0 }
  }

  private func exportsAndVerifies(_ home: ProgramHome) async throws {
    let markdown = try await BuiltProgram.run("export", "INC-1", "--demo", "--format", "markdown", in: home)
    #expect(markdown.code == 0, "\(markdown.complaint)")
    for words in [
      "Package registry is down", "pulls still work, pushes do not", "the store is full, that is enough",
      "Accepted.",
      "Free space in the object store", "DEMO",
    ] { #expect(markdown.output.contains(words), "the Markdown does not say \(words)") }
    let json = try await BuiltProgram.run("export", "INC-1", "--demo", "--format", "json", in: home)
    #expect(json.code == 0)
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    let events = try await BuiltProgram.run("export", "INC-1", "--demo", "--format", "csv", in: home)
    let told = events.lines.filter { $0.contains("registry DOWN: push") }
    #expect(told.count == 1, "the killed console told it, the next one knew")
    let verified = try await BuiltProgram.run("verify", "--demo", in: home)
    #expect(verified.code == 0)
    #expect(verified.lines.first?.hasSuffix("events, unbroken") == true, "\(verified.output)")
    let missing = try await BuiltProgram.run("export", "INC-2", "--demo", in: home)
    #expect(missing.code == 66)
  }

  /// Holds when the chat and the file have the words exactly so often.
  private func received(_ words: String, times: Int, _ home: ProgramHome) async throws {
    let memory = try #require(home.read("\(home.demoFolder)/toolchain.json"))
    let port = try #require(memory.firstMatch(of: #/"chat":(\d+)/#).map { String($0.1) })
    let chat = try await BuiltProgram.run("curl", ["-sS", "http://127.0.0.1:\(port)/messages"], in: home)
    #expect(chat.output.ranges(of: words).count == times, "\(chat.output)\(chat.complaint)")
    let file = home.read("\(home.demoFolder)/status.txt") ?? ""
    #expect(file.ranges(of: words).count == times, "\(file)")
  }
}
