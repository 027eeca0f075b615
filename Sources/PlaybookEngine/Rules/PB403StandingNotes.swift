import Documents
import Domain

extension Rule {
  /// What was switched off for the time being is switched on again by a step that cannot be left out.
  static let standingNotes = Rule("PB403") { subject in
    subject.playbook.steps.compactMap { step in
      guard let note = step.standingNote else { return nil }
      guard let target = note.clearAt else {
        return .warning(
          note.position, "nothing clears the note \(note.id)", "add clear_at: the step that undoes it")
      }
      guard let clearing = subject.playbook.step(target), !clearing.isRequired else { return nil }
      return .warning(
        note.position, "the note \(note.id) is cleared at \(target), which is not required",
        "make that step required")
    }
  }
}
