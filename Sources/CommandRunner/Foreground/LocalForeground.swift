package import Clients
import Glibc

/// The editor that `$VISUAL` or `$EDITOR` names, started through the shell as every program does it, and `$SHELL`.
package func localForeground(drafts: DraftFiles) -> ForegroundClient {
  let foreground = ForegroundProgram()
  return ForegroundClient(
    edit: { text, deliver in
      foreground.async {
        do throws(EditorFailure) {
          deliver(.success(try edit(text, drafts, foreground)))
        } catch {
          deliver(.failure(error))
        }
      }
    },
    openShell: { words, variables, deliver in
      foreground.async {
        write("\(words)\n")
        let shell = variable("SHELL") ?? "/bin/sh"
        // How a shell ends says how its last command ended, which is no failure of ours.
        if case .notStarted(let why) = foreground.run([shell], variables) {
          deliver("\(shell) could not be started: \(why)")
        } else {
          deliver(nil)
        }
      }
    },
    hangUp: foreground.hangUp)
}

/// Where the editor's file comes from and goes to.
package struct DraftFiles: Sendable {
  package var make: @Sendable (_ text: String) throws(EditorFailure) -> String
  package var read: @Sendable (_ path: String) throws(EditorFailure) -> String
  package var remove: @Sendable (_ path: String) -> Void

  package init(
    make: @escaping @Sendable (_ text: String) throws(EditorFailure) -> String,
    read: @escaping @Sendable (_ path: String) throws(EditorFailure) -> String,
    remove: @escaping @Sendable (_ path: String) -> Void
  ) {
    self.make = make
    self.read = read
    self.remove = remove
  }
}

/// Has a text edited; the file goes only when the text has come back.
private func edit(_ text: String, _ drafts: DraftFiles, _ foreground: ForegroundProgram)
  throws(EditorFailure) -> String
{
  guard let editor = variable("VISUAL") ?? variable("EDITOR") ?? usualEditor() else { throw .noEditor }
  let path = try drafts.make(text)
  let kept = "its text is kept in \(path)"
  switch foreground.run(["/bin/sh", "-c", "\(editor) \"$1\"", "sh", path]) {
  case .notStarted(let why): throw .failed("it could not be started: \(why)")
  case .signal(let number): throw .failed("\(editor) was ended by signal \(number); \(kept)")
  case .exit(let code) where code != 0: throw .failed("\(editor) ended with exit code \(code); \(kept)")
  case .exit: break
  }
  let edited = try drafts.read(path)
  drafts.remove(path)
  return edited
}

/// What a host has where nobody has chosen.
private func usualEditor() -> String? {
  let folders = (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
  return ["editor", "nano", "vi"].first { name in folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
}

private func variable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

private func write(_ text: String) {
  _ = Array(text.utf8).withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
}
