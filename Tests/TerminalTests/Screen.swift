/// What a terminal shows, in the words of the tests: where a screen changes its words, this is the one place to edit.
struct Screen {
  let text: String

  var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  func shows(_ words: String...) -> Bool { words.allSatisfy { text.contains($0) } }

  /// Whether the words stand below each other in this order.
  func isInOrder(_ words: String...) -> Bool {
    let places = words.map { word in lines.firstIndex { $0.contains(word) } }
    return places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted()
  }

  func line(_ words: String...) -> String? {
    lines.first { line in words.allSatisfy { line.contains($0) } }
  }

  // The shell
  /// The exit code that the shell's prompt tells, where it is the last thing on the screen.
  var shellPrompt: Int? {
    guard let last = lines.last(where: { !$0.isEmpty }),
      let found = last.firstMatch(of: #/left with (\d+) >\s*$/#)
    else { return nil }
    return Int(found.1)
  }

  // Around every screen
  var isConsole: Bool { lines.first?.contains("sitrep ") ?? false && shows(" UTC") }
  func isRuled(_ columns: Int) -> Bool { lines.contains(String(repeating: "─", count: columns)) }
  var isDemo: Bool { lines.first?.contains("DEMO") ?? false }
  private var incidentLine: String? { lines.dropFirst().first { $0.hasPrefix(" INC-") } }
  var incidentName: String? { incidentLine?.split(separator: " ").first.map(String.init) }
  var commander: String? { incidentLine?.firstMatch(of: #/IC (\S+)/#).map { String($0.1) } }
  var isUpdateDue: Bool { incidentLine?.contains("DUE NOW") ?? false }
  var hasUpdateClock: Bool { incidentLine?.contains("update ") ?? false }
  /// The foot of the screen says that something is not on record.
  var isPending: Bool { shows("PENDING") || shows("NOT SAVED") }
  func incidentIs(_ state: String) -> Bool {
    incidentLine?.uppercased().contains(state.uppercased()) ?? false
  }
  /// Seconds since the impact began, as the incident line has it.
  var incidentClock: Int? {
    incidentLine?.firstMatch(of: #/\s(?:(\d+):)?(\d\d):(\d\d)\s/#).map { found in
      (found.1.flatMap { Int($0) } ?? 0) * 3600 + (Int(found.2) ?? 0) * 60 + (Int(found.3) ?? 0)
    }
  }

  // Services
  func service(_ name: String, is state: String, _ more: String...) -> Bool {
    lines.contains { line in
      let words = line.split(separator: " ").map(String.init)
      return (words.first { $0 != ">" }.map { String($0.trimmingPrefix(">")) } == name)
        && words.contains(state)
        && more.allSatisfy { line.contains($0) }
    }
  }
  var listsServices: Bool { shows("SERVICE", "STATE") }

  /// How many services are in a state, from the first line; nil where none is.
  func tally(_ state: String) -> Int? {
    let words = (lines.first ?? "").split(separator: " ")
    return words.indices.dropFirst().first { words[$0] == state }.flatMap { Int(words[$0 - 1]) }
  }

  // Playbook
  /// The number of the step where the run is, from `step 3 of 11`.
  var currentStep: Int? { text.firstMatch(of: #/step (\d+) of \d+/#).flatMap { Int($0.1) } }
  var isPlaybookComplete: Bool { shows("complete") }
  func isDone(_ step: String) -> Bool { line("[x]", step) != nil }
  func isDoneByItself(_ step: String) -> Bool { line("[=]", step) != nil }
  var isRunning: Bool { shows("Ctrl-C stops it") }
  func hasPrinted(_ words: String) -> Bool {
    lines.contains { $0.contains("| \(words) ") || $0.hasSuffix("| \(words)") }
  }
  var isOutcomeUnknown: Bool { shows("Nobody saw how the last run ended") }
  func isSkipped(_ step: String) -> Bool { line("skipped", step) != nil }
  func isNotNeeded(_ step: String) -> Bool { line("not needed", step) != nil }

  // Timeline
  func hasSent(update number: Int, to channel: String) -> Bool {
    lines.indices.contains { index in
      let rows = lines[index...].prefix(2)
      return rows.first?.contains("update \(number) sent:") ?? false && rows.contains { $0.contains(channel) }
    }
  }

  func triesAgain(_ channel: String) -> Bool { line(channel, "trying again") != nil }

  // Dialogs
  var asksForDeclaration: Bool { shows("Declare an incident") }
  func isChosen(_ severity: String) -> Bool { shows("(*) \(severity)") }
  var asksToRun: Bool { shows("Run this?") }
  var asksForNote: Bool { shows("┌─ Note") }
  var asksForReason: Bool { shows("Why is it skipped?") }
  var asksForPostmortemLine: Bool { shows("┌─ Postmortem") }
  func tourSays(_ words: String...) -> Bool {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("  TOUR ") }) else { return false }
    let sentence = lines[start...].prefix(2).joined(separator: " ").split(separator: " ").joined(
      separator: " ")
    return words.allSatisfy { sentence.contains($0) }
  }
  var showsHints: Bool { shows("Any key closes this") }
  func explains(_ keys: String...) -> Bool { keys.allSatisfy { line("│ \($0) ") != nil } }
  var asksForConfirmation: Bool { shows("Sure?") }
  var isChoice: Bool { shows("┌─ Choose") }
  var isUpdateForm: Bool { shows("What happened", "AS IT WILL READ") }

  // Postmortem
  var showsFiveLines: Bool { Word.fiveLines.allSatisfy { text.contains($0) } }
}

/// Words that tests look for in a line.
enum Word {
  static let down = "DOWN"
  static let degraded = "DEGRADED"
  static let unexpected = "NOT as expected"
  static let fiveLines = ["IMPACT", "DETECTION", "TIMELINE", "FIX", "FOLLOW-UPS"]
  static let allWell = "all OK"
  static let timeline = "TIMELINE"
  static let draft = "draft"
  static let written = "written"
}
