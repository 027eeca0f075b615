import Cells
import ConsoleCore
import Domain
import PlaybookEngine

/// The step that is now to be done, in full; and that the playbook is through.
func stepNews(from before: State, to after: State) -> [SafeText] {
  guard before.focus == after.focus || before.incident == nil, let run = after.run,
    after.incident?.isOpen == true
  else { return [] }
  let (old, new) = (before.run?.current?.id, run.current?.id)
  guard before.run == nil || old != new || before.run?.playbook.id != run.playbook.id else { return [] }
  guard let current = run.current else {
    return ["the playbook is through; resolve resolves \(after.incident?.name ?? "")"]
  }
  return after.stepWords(current)
}
