package import Cells

/// One row of the key table: what a key does on which screens, in the words of footer and help.
package struct KeyRow: Sendable {
  package var command: Command
  package var keys: [Key]
  /// Screens on which the key works; nil for all.
  package var screens: [ScreenKind]?
  /// Two words at most, as in `Enter open`.
  package var label: SafeText
  /// One sentence for the help page.
  package var explanation: SafeText
  /// Place in the footer, 1 first; nil keeps it out.
  package var footer: Int?

  init(
    _ command: Command, _ keys: [Key], on screens: [ScreenKind]? = nil, _ label: SafeText,
    _ explanation: SafeText, footer: Int? = nil
  ) {
    self.command = command
    self.keys = keys
    self.screens = screens
    self.label = label
    self.explanation = explanation
    self.footer = footer
  }

  /// Whether the key works on a screen.
  package func isOn(_ screen: ScreenKind) -> Bool { screens?.contains(screen) ?? true }
}

/// The screens, as keys know them.
package enum ScreenKind: String, Sendable, CaseIterable {
  case services, service, incident, timeline, postmortem, playbooks, playbook, history, help
}
