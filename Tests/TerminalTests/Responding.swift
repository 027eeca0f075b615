/// What a responder does, in the keys that do it.
extension Terminal {
  /// Opens the console and waits for its services.
  func opensConsole() async throws {
    try await enter("sitrep")
    try await until("the services") { $0.listsServices }
  }

  /// Declares an incident where nothing is red, so that the title is asked for first.
  func declares(_ title: String) async throws {
    try await press("D")
    try await until("the declaration") { $0.asksForDeclaration }
    try await type(title)
    try await press("Enter")
    try await until("the incident") { $0.incidentName != nil && $0.shows(title) && !$0.asksForDeclaration }
  }

  /// Writes a note and waits until it stands on the timeline.
  func notes(_ text: String) async throws {
    try await press("n")
    try await until("the note's field") { $0.asksForNote }
    try await type(text)
    try await press("Enter")
    try await until("the note on the timeline") { !$0.asksForNote && $0.shows(text) }
  }

  /// Runs the selected step's command, with the word that a dangerous one asks for.
  func runsStep(word: String? = nil) async throws {
    try await press("!")
    try await until("the command, to be confirmed") { $0.asksToRun }
    if let word { try await type(word) }
    try await press("Enter")
  }
}
