package import Cells
package import Comms
package import Domain
package import PlaybookEngine
package import Settings

/// Something that has happened in the world: the only way into the console.
package enum Action: Sendable {
  case keyPressed(Key)
  /// A command was typed by its name.
  case commandNamed(Command)
  /// A press of the mouse on something that means something.
  case pointed(PointerTarget)
  /// The screen was drawn; the text in front can be scrolled so far.
  case drawn(scrollEnd: Int)
  case resized(Size)
  /// A moment has passed that somebody waits for.
  case ticked
  /// No key has moved the selection for a moment.
  case rested
  case sampled(Sample)
  /// Events are committed and synced; only now may the screen say that they happened.
  case recorded([RecordedEvent])
  /// Not on record; kept beside it on disk, or in memory alone. Where the disk is full, room may be set aside.
  case recordingFailed([Event], reason: String, isKept: Bool = false, canMakeRoom: Bool = false)
  /// The record refuses these events as they are, and will the next time.
  case recordingRefused([Event], reason: String)
  /// What was kept beside the record, by this console or one before it.
  case foundKept([Event])
  /// The room that was set aside is given up; or why it is not.
  case madeRoom(problem: String?)
  /// Another console or `sitrep note` has written.
  case followed([RecordedEvent])
  case incidentLoaded(IncidentID, number: Int, home: String? = nil, events: [RecordedEvent])
  case incidentsListed([ListedIncident])
  /// The newest lines with the words that were looked for, the newest first.
  case found([RecordedEvent], for: String, reachesBack: Bool)
  case loadingFailed(reason: String)
  case commandPrinted(run: UniqueID, [UInt8])
  case commandEnded(run: UniqueID, CommandOutcome)
  case messageEnded(Delivery, AttemptOutcome)
  case edited(EditPurpose, Result<String, EditFailure>)
  /// The shell has ended, or could not be opened.
  case shellEnded(problem: String?)
  case exported(paths: [String])
  case exportFailed(reason: String)
  case copied(what: String, fits: Bool)
  /// All themes that can be used, and why another can't.
  case themesRead([Theme], problem: String?)
  /// The configuration asks for other colours than when it was read last.
  case themeChanged(Theme, problem: String?)
  case libraryRead(PlaybookLibrary)
  case settingsReloaded(Configuration, PlaybookLibrary)
  /// The file on disk is broken; the last good configuration stays.
  case settingsBroken(summary: String)
  case collectingChanged(Bool)
  /// Who else has a console open on this record.
  case othersSeen([ConsolePresence])
  case clockJumped(by: Duration)
  case interrupted
  /// This person has never had a console before.
  case firstStart
  case tourBegan
}

/// What can be pointed at with the mouse.
package enum PointerTarget: Sendable, Equatable {
  /// A line of the list in front, by its place among those that are shown.
  case line(Int)
  /// A key in the footer.
  case key(Key)
}

/// An incident as the history lists it.
package struct ListedIncident: Sendable, Equatable, Identifiable {
  package var id: IncidentID
  package var number: Int
  package var isOpen: Bool
  package var title: String
  package var severity: Severity?
  package var declaredAt: Timestamp?
  /// What became of it; nil where only its beginning is known.
  package var headline: Headline?
  /// The database that it is called by, where it was declared elsewhere.
  package var home: String?
  package var name: IncidentName { IncidentName(number: number, home: home) }

  package init(
    id: IncidentID, number: Int, isOpen: Bool, title: String, severity: Severity?, declaredAt: Timestamp?,
    headline: Headline? = nil, home: String? = nil
  ) {
    self.headline = headline
    self.id = id
    self.number = number
    self.isOpen = isOpen
    self.title = title
    self.severity = severity
    self.declaredAt = declaredAt
    self.home = home
  }
}

/// How a command ended, as far as the console needs to know.
package struct CommandOutcome: Sendable, Equatable {
  package var exit: Int?
  package var signal: Int?
  package var duration: Duration
  package var standardOutput: [UInt8]
  package var output: [UInt8]
  package var outputBytes: Int
  package var timedOut: Bool
  package var cancelled: Bool
  package var notStarted: String?

  package init(
    exit: Int?, signal: Int? = nil, duration: Duration, standardOutput: [UInt8], output: [UInt8],
    outputBytes: Int,
    timedOut: Bool = false, cancelled: Bool = false, notStarted: String? = nil
  ) {
    self.exit = exit
    self.signal = signal
    self.duration = duration
    self.standardOutput = standardOutput
    self.output = output
    self.outputBytes = outputBytes
    self.timedOut = timedOut
    self.cancelled = cancelled
    self.notStarted = notStarted
  }
}

/// One update on its way over one channel.
package struct Delivery: Sendable, Equatable, Hashable {
  package var incident: IncidentID
  package var message: UniqueID
  package var channel: ChannelID

  package init(incident: IncidentID, message: UniqueID, channel: ChannelID) {
    self.incident = incident
    self.message = message
    self.channel = channel
  }

  /// The same on every attempt, so that the receiver can tell a retry from a second message.
  package var idempotencyKey: String { "\(message)/\(channel)" }
}

/// What a text that went to the person's own editor is for.
package enum EditPurpose: Sendable, Equatable {
  case update
  case postmortemLine(IncidentID, PostmortemLine.Line)
  case note
}

package enum EditFailure: Error, Sendable, Equatable {
  case noEditor
  case failed(String)
}
