import Cells
import FoundationEssentials
import Glibc
import Testing

@testable import TerminalCurses

/// The painter's bytes before a judge that is not ours: what tmux has on its screen after them.
@Suite(.enabled(if: access("/usr/bin/tmux", X_OK) == 0)) struct TmuxTests {
  @Test func `tmux shows what the frames say`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tmux-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let size = Size(width: 60, height: 12)
    var painter = painter("screen-256color")
    var bytes: [UInt8] = []
    for number in 0..<12 { bytes += painter.paint(frame(number, size)) }
    let drawing = folder.appending(path: "drawing").path
    try Data(bytes).write(to: URL(filePath: drawing))

    let tmux = "LC_ALL=C.UTF-8 tmux -u -f /dev/null -S '\(folder.path)/socket'"
    defer { shell("\(tmux) kill-server 2>/dev/null", in: folder) }
    shell("\(tmux) new-session -d -x 60 -y 13 'stty raw -echo; cat \(drawing); sleep 60'", in: folder)
    let expected = frame(11, size).plainText
    var shown = ""
    for _ in 0..<500 where !shown.hasPrefix(expected) {
      shown = shell("\(tmux) capture-pane -p; sleep 0.02", in: folder)
    }
    #expect(trimmed(shown) == trimmed(expected))
  }

  private func frame(_ number: Int, _ size: Size) -> Frame {
    var frame = Frame(size: size)
    for y in 0..<size.height {
      let role = Role.allCases[(y + number) % Role.allCases.count]
      frame.put("service-\(y * number % 7)", at: Point(x: y % 3, y: y), style: Style(role))
      frame.put(
        "日本語 ▁▂▃█ e\u{301} ❤ 👍 ─│", at: Point(x: 18 + (y + number) % 5, y: y), style: Style(role, .bold))
    }
    if number % 3 == 1 { frame.fill(Rect(x: 5, y: 2, width: 50, height: 6)) }
    return frame
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.last == "\n" { text.removeLast() }
    return text
  }

  @discardableResult
  private func shell(_ script: String, in folder: URL) -> String {
    let output = folder.appending(path: "output").path
    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [
      strdup("sh"), strdup("-c"), strdup("exec </dev/null >'\(output)'; unset TMUX; \(script)"), nil,
    ]
    // A group of its own, so that what tmux leaves behind is known for somebody else's.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawn(&child, "/bin/sh", nil, &attributes, &arguments, environ)
    while waitpid(child, nil, 0) < 0, errno == EINTR {}
    posix_spawnattr_destroy(&attributes)
    for argument in arguments { free(argument) }
    return (try? String(contentsOf: URL(filePath: output), encoding: .utf8)) ?? ""
  }
}
