package import Cells
package import Domain

/// Something that the console wants done in the world; its result comes back as an action.
package enum Effect: Sendable, Equatable {
  case append([Event])
  case lookAtSpool
  case makeRoom
  case probe(service: ServiceID, check: Check)
  case run(CommandOrder)
  case cancel(run: UniqueID)
  case send(Delivery, Channel, title: String, text: String)
  case copy(text: String, what: String)
  /// Copies the screen as it is drawn.
  case copyView
  case takeMouse(Bool)
  /// Gives the terminal to the person's editor.
  case edit(EditPurpose, text: String)
  /// Gives the terminal to the person's shell, which is told the incident in front.
  case openShell(incident: String?)
  case export(IncidentID, number: Int, home: String? = nil, events: [RecordedEvent])
  case cancelExport
  case loadIncident(IncidentID)
  case listIncidents
  /// Looks for lines with these words on all timelines.
  case search(String)
  case remember([LastSeen])
  case tryToCollect
  /// Says that this console is here, and asks who else is.
  case lookAround(ConsolePresence)
  case suspend
  case repaint
  /// Draws in other colours.
  case paint(Palette)
  case readThemes
  /// Begins the next console with the theme of this name.
  case keepTheme(String)
  case quit
}

package struct CommandOrder: Sendable, Equatable {
  package var run: UniqueID
  package var script: String
  package var timeout: Duration

  package init(run: UniqueID, script: String, timeout: Duration) {
    self.run = run
    self.script = script
    self.timeout = timeout
  }
}
