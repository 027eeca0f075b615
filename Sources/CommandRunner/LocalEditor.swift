package import Clients
import Glibc

/// The editor that `$VISUAL` or `$EDITOR` names, started through the shell as every program does it.
package func localEditor(drafts: DraftFiles) -> EditorClient {
  EditorClient { text throws(EditorFailure) in
    guard let command = variable("VISUAL") ?? variable("EDITOR") else { throw .noEditor }
    let path = try drafts.make(text)
    defer { drafts.remove(path) }
    try open(path, with: command)
    return try drafts.read(path)
  }
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

private func variable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

/// Runs the editor on the terminal that the console has just left, and waits for it.
private func open(_ path: String, with command: String) throws(EditorFailure) {
  let words = ["/bin/sh", "-c", "\(command) \"$1\"", "sh", path]
  let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
  defer { arguments.forEach { free($0) } }
  var child = pid_t()
  let code = posix_spawn(&child, "/bin/sh", nil, nil, arguments, environ)
  guard code == 0 else { throw .failed("it could not be started (error \(code))") }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0, errno == EINTR {}
  guard status & 0x7F == 0 else { throw .failed("it was ended by signal \(status & 0x7F)") }
  let exit = (status >> 8) & 0xFF
  guard exit == 0 else { throw .failed("\(command) ended with exit code \(exit)") }
}
