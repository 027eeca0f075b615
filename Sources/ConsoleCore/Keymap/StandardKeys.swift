import Cells

extension KeyRow {
  /// The whole key table, in the order of the help page.
  package static let standard: [KeyRow] = moving + screens + incidentWide + steps + lines + everywhere

  private static let moving: [KeyRow] = [
    KeyRow(.moveUp, [.up, .character("k")], "up", "Moves up by one line."),
    KeyRow(.moveDown, [.down, .character("j")], "down", "Moves down by one line."),
    KeyRow(.pageUp, [.pageUp, .control("b")], "page up", "Moves up by a page."),
    KeyRow(.pageDown, [.pageDown, .control("f")], "page down", "Moves down by a page."),
    KeyRow(.moveFirst, [.home, .character("g")], "first", "Moves to the first line."),
    KeyRow(.moveLast, [.end, .character("G")], "last", "Moves to the last line."),
    KeyRow(
      .open, [.enter], on: [.services, .history, .playbooks], "open", "Opens the line that is selected.",
      footer: 1),
    KeyRow(.back, [.escape, .backspace], "back", "Goes back to where you came from."),
  ]

  private static let screens: [KeyRow] = [
    KeyRow(.showServices, [.character("1")], "services", "Shows the services."),
    KeyRow(
      .showIncident, [.character("2")], "incident", "Shows the open incident and its playbook.", footer: 3),
    KeyRow(.showTimeline, [.character("3")], "timeline", "Shows everything on record."),
    KeyRow(.showPostmortem, [.character("4")], "five lines", "Shows the five lines of the postmortem."),
    KeyRow(.showHistory, [.character("5")], "history", "Shows past incidents."),
    KeyRow(.showPlaybooks, [.character("6")], "playbooks", "Shows the playbooks without starting one."),
    KeyRow(.nextPane, [.tab], on: [.incident], "pane", "Moves between the playbook and the timeline."),
    KeyRow(.nextIncident, [.character("w")], "next incident", "Shows the next open incident."),
  ]

  private static let incidentWide: [KeyRow] = [
    KeyRow(
      .declare, [.character("D")], on: [.services, .service, .history, .playbooks, .playbook], "declare",
      "Declares an incident; you see everything before it is recorded.", footer: 2),
    KeyRow(
      .note, [.character("n")], "note", "Writes a note on the incident's timeline, from anywhere.", footer: 5),
    KeyRow(
      .update, [.character("c")], "update",
      "Opens the update to the people waiting, filled in.", footer: 6),
    KeyRow(
      .changeState, [.character("S")], on: [.incident, .timeline, .postmortem], "state",
      "Moves the incident on: identified, monitoring, resolved.", footer: 7),
    KeyRow(
      .changeSeverity, [.character("V")], on: [.incident, .timeline, .postmortem], "severity",
      "Raises or lowers the severity; lowering asks for a reason."),
    KeyRow(
      .takeCommand, [.character("I")], on: [.incident, .timeline], "take command",
      "Makes you the commander (IC); asks before it takes the command from somebody."),
    KeyRow(
      .handOver, [.character("H")], on: [.incident, .timeline], "hand over",
      "Offers the command to somebody, who gets a brief with it."),
    KeyRow(
      .acceptHandoff, [.character("A")], on: [.services, .service, .incident, .timeline], "accept",
      "Shows the brief of the command that is offered to you, and accepts it.", footer: 0),
    KeyRow(
      .resolve, [.character("R")], on: [.incident, .timeline, .postmortem], "resolve",
      "Resolves the incident and drafts the five lines."),
    KeyRow(
      .snooze, [.character("z")], on: [.incident, .timeline], "snooze",
      "Puts the next update off, with a reason."),
    KeyRow(
      .resend, [.character("r")], on: [.timeline, .incident], "resend",
      "Sends again what did not reach its channel."),
  ]

  private static let steps: [KeyRow] = [
    KeyRow(
      .completeStep, [.enter], on: [.incident], "done", "Marks the step as done, or answers its question.",
      footer: 1),
    KeyRow(
      .runStep, [.character("!")], on: [.incident], "run",
      "Shows the step's command, and runs it.", footer: 2),
    KeyRow(
      .skipStep, [.character("s")], on: [.incident], "skip", "Skips the step, with a reason.", footer: 3),
    KeyRow(.failStep, [.character("f")], on: [.incident], "failed", "Marks the step as failed.", footer: 4),
    KeyRow(
      .undo, [.character("u")], on: [.incident, .timeline], "undo",
      "Undoes what you did last to a step, or the line selected, and says what that is.", footer: 5),
    KeyRow(
      .reopenStep, [.character("U")], on: [.incident], "reopen",
      "Puts an ended step back on the list, whatever came after it."),
    KeyRow(
      .putOffStep, [.character("d")], on: [.incident], "put off",
      "Puts the step off to somebody, until a day; it becomes a follow-up.", footer: 8),
    KeyRow(
      .attachPlaybook, [.character("p")], on: [.incident], "playbook", "Starts a playbook on this incident.",
      footer: 3),
  ]

  private static let lines: [KeyRow] = [
    KeyRow(
      .pin, [.character("*")], on: [.timeline, .incident], "pin",
      "Marks a line for the postmortem's timeline.", footer: 1),
    KeyRow(
      .correct, [.character("e")], on: [.timeline], "correct",
      "Corrects the text or the time of a line; the old wording stays.", footer: 2),
    KeyRow(
      .retract, [.character("x")], on: [.timeline], "retract", "Strikes a line through; it stays on record.",
      footer: 8),
    KeyRow(
      .redact, [.character("X")], on: [.timeline], "redact",
      "Takes a line's text out of the record for good, such as a password."),
    KeyRow(.editLine, [.enter, .character("e")], on: [.postmortem], "edit", "Edits the line.", footer: 1),
    KeyRow(
      .addFollowup, [.character("a")], on: [.postmortem], "follow-up",
      "Adds a follow-up with owner and due date.", footer: 2),
    KeyRow(.closeFollowup, [.character("d")], on: [.postmortem], "close", "Closes a follow-up.", footer: 3),
    KeyRow(
      .export, [.character("E")], on: [.incident, .timeline, .postmortem], "export",
      "Writes the incident to Markdown and JSON files.", footer: 9),
    KeyRow(
      .probeNow, [.character("r")], on: [.services, .service], "probe", "Probes the service now.", footer: 4),
    KeyRow(
      .changeOrder, [.character("o")], on: [.services], "order", "Changes the order: urgency, name, tier."),
    KeyRow(
      .lastChange, [.character("l")], on: [.services, .timeline], "last change",
      "Selects what changed last: the service, or the line of the timeline."),
    KeyRow(
      .filter, [.character("/")], on: [.services, .timeline, .history, .playbooks, .help], "filter",
      "Shows only what matches.",
      footer: 10),
    KeyRow(
      .copy, [.character("y")], "copy",
      "Copies what is selected to your own clipboard: a service, a line, a step's command, an update."),
    KeyRow(.copyView, [.character("Y")], "copy screen", "Copies the whole screen as plain text."),
    KeyRow(
      .copyHead, [.character("#")], on: [.incident, .timeline, .postmortem], "copy head",
      "Copies the head of the record, which proves later that nothing was changed."),
    KeyRow(
      .copyExport, [.character("P")], on: [.incident, .timeline, .postmortem], "copy path",
      "Copies the paths of the files that were exported last."),
  ]

  private static let everywhere: [KeyRow] = [
    KeyRow(
      .cancelRun, [.control("c")], "stop",
      "Stops a command, an export or the reading of a list, or leaves a form; twice leaves sitrep."),
    KeyRow(.commandLine, [.character(":")], "command", "Takes any of these by name.", footer: 11),
    KeyRow(.help, [.character("?")], "help", "Explains the screen you are on.", footer: 12),
    KeyRow(
      .makeRoom, [.character("B")], "make room",
      "On a full disk: gives up the room that is set aside there, and saves.", footer: 0),
    KeyRow(.theme, [.character("T")], "theme", "Shows the themes live; Enter keeps one."),
    KeyRow(
      .mouse, [.character("M")], "mouse off",
      "Takes clicks and the wheel, or gives the mouse back to the terminal to select text with.", footer: 14),
    KeyRow(.repaint, [.control("l")], "repaint", "Draws the screen anew."),
    KeyRow(.suspend, [.control("z")], "suspend", "Leaves to the shell; fg comes back."),
    KeyRow(
      .shell, [.character("$")], "shell",
      "Opens your shell; exit comes back, and sitrep note there goes to this incident."),
    KeyRow(
      .quit, [.character("q")], "quit",
      "Leaves sitrep, and asks where something would be lost; an open incident stays open.", footer: 13),
  ]
}
