/// Everything a person can ask for, by name; keys, footer, help and the command line all come from it.
package enum Command: String, Sendable, CaseIterable {
  case moveUp = "move-up"
  case moveDown = "move-down"
  case pageUp = "page-up"
  case pageDown = "page-down"
  case moveFirst = "move-first"
  case moveLast = "move-last"
  case open
  case back
  case nextPane = "next-pane"
  case showServices = "services"
  case showIncident = "incident"
  case showTimeline = "timeline"
  case showPostmortem = "postmortem"
  case showPlaybooks = "playbooks"
  case showHistory = "history"
  case nextIncident = "next-incident"
  case declare
  case note
  case update
  case changeState = "state"
  case changeSeverity = "severity"
  case takeCommand = "take-command"
  case handOver = "hand-over"
  case acceptHandoff = "accept"
  case resolve
  case completeStep = "done"
  case runStep = "run"
  case cancelRun = "cancel"
  case skipStep = "skip"
  case failStep = "failed"
  case undo
  case reopenStep = "reopen"
  case putOffStep = "put-off"
  case attachPlaybook = "attach-playbook"
  case pin
  case correct
  case retract
  case redact
  case editLine = "edit"
  case addFollowup = "follow-up"
  case closeFollowup = "close-follow-up"
  case export
  case probeNow = "probe"
  case changeOrder = "order"
  case lastChange = "last-change"
  case filter
  case copy
  case copyView = "copy-screen"
  case copyHead = "copy-head"
  case copyExport = "copy-path"
  case mouse
  case snooze
  case resend
  case makeRoom = "make-room"
  case help
  case commandLine = "command"
  case theme
  case repaint
  case suspend
  case shell
  case quit
}
