import Cells
import FoundationEssentials
import Glibc

/// Terminals that nobody here wrote, and what they show after a program's bytes.
enum Judge {
  static var hasTmux: Bool { access("/usr/bin/tmux", X_OK) == 0 }
  static var hasPyte: Bool { access("/usr/lib/python3/dist-packages/pyte/screens.py", R_OK) == 0 }

  /// The rows of tmux's screen, without the blanks at their ends.
  static func tmux(_ bytes: [UInt8], size: Size) throws -> [String] {
    try judge(bytes, size) { folder, drawing in
      // The title comes after the drawing, so with it all has been read. The line of the status is not the pane's.
      """
      tmux="tmux -u -f /dev/null -S \(folder)/socket"
      export LC_ALL=C.UTF-8
      unset TMUX
      $tmux new-session -d -x \(size.width) -y \(size.height + 1) \
        "stty raw -echo; cat \(drawing); printf '\\033]2;drawn\\007'; exec sleep 60"
      tries=0
      while [ "$($tmux display-message -p '#{pane_title}')" != drawn ] && [ $tries -lt 500 ]; do
        sleep 0.02; tries=$((tries + 1))
      done
      $tmux capture-pane -p
      $tmux kill-server
      """
    }
  }

  /// The rows of pyte's screen, each cell behind a bar; the second cell of a wide character is empty.
  static func pyte(_ bytes: [UInt8], size: Size) throws -> [String] {
    try judge(bytes, size) { _, drawing in
      """
      export LC_ALL=C.UTF-8
      exec /usr/bin/python3 - <<'END'
      import pyte, wcwidth
      screen = pyte.Screen(\(size.width), \(size.height))
      pyte.ByteStream(screen).feed(open('\(drawing)', 'rb').read())
      for y in range(screen.lines):
          row = [screen.buffer[y][x].data for x in range(screen.columns)]
          for x in range(1, screen.columns):
              # It hangs the marks of a wide character on its second cell.
              if wcwidth.wcwidth(row[x - 1][:1] or ' ') == 2:
                  row[x - 1], row[x] = row[x - 1] + row[x], ''
          print('|' + '|'.join(row))
      END
      """
    }
  }

  private static func judge(
    _ bytes: [UInt8], _ size: Size, _ script: (_ folder: String, _ drawing: String) -> String
  ) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "judge-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let drawing = folder.appending(path: "drawing").path
    try Data(bytes).write(to: URL(filePath: drawing))
    let rows = run(script(folder.path, drawing), in: folder).split(
      separator: "\n", omittingEmptySubsequences: false)
    return (0..<size.height).map { rows.indices.contains($0) ? String(rows[$0]) : "" }
  }

  private static func run(_ script: String, in folder: URL) -> String {
    let output = folder.appending(path: "output").path
    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [
      strdup("sh"), strdup("-c"), strdup("exec </dev/null >'\(output)'\n\(script)"), nil,
    ]
    defer { for argument in arguments { free(argument) } }
    // A group of its own, so that what tmux leaves behind is known for somebody else's.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawn(&child, "/bin/sh", nil, &attributes, &arguments, environ)
    while waitpid(child, nil, 0) < 0, errno == EINTR {}
    return (try? String(contentsOf: URL(filePath: output), encoding: .utf8)) ?? ""
  }
}

extension Frame {
  /// The rows without the blanks at their ends.
  var rows: [String] { (0..<size.height).map { text(row: $0) } }

  /// The rows, each cell behind a bar; the second cell of a wide character is empty.
  var barredRows: [String] {
    (0..<size.height).map { y in
      (0..<size.width).map { x in
        let cell = self[x, y]
        let scalars = [cell.base, cell.marks.0, cell.marks.1].compactMap { $0 == 0 ? nil : UnicodeScalar($0) }
        return "|" + scalars.map { String($0) }.joined()
      }.joined()
    }
  }
}

/// The first row in which two screens differ, as both have it; nil where they are the same.
func difference(_ shown: [String], _ meant: [String]) -> String? {
  zip(shown, meant).enumerated().first { $0.element.0 != $0.element.1 }.map {
    "row \($0.offset)\nshown \($0.element.0)\nmeant \($0.element.1)"
  } ?? (shown.count == meant.count ? nil : "\(shown.count) rows, not \(meant.count)")
}
