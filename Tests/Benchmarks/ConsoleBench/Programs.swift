import Glibc

struct BenchProblem: Error {
  var words: String

  static func system(_ words: String) -> BenchProblem {
    BenchProblem(words: "\(words): \(String(cString: strerror(errno)))")
  }
}

/// A full-screen program and how to handle it.
struct Program {
  var name: String
  var words: [String]
  var down = "j"
  var up = "k"
  /// So many lines there are to go down before every key has to go up again.
  var reach = 40
  var quit = "q"
  /// What the last line of its full frame holds; nil: its frame is full when it has written nothing for a while.
  var lastLine: String?
}

/// Starts a program as the leader of a session whose terminal is the one at `terminal`.
func spawn(_ program: Program, in world: World, on terminal: String) throws(BenchProblem) -> (
  pid_t, ContinuousClock.Instant
) {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  // The first terminal that the leader of a new session opens becomes its own.
  posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
  posix_spawn_file_actions_adddup2(&actions, 0, 1)
  posix_spawn_file_actions_adddup2(&actions, 0, 2)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // POSIX_SPAWN_SETSID, which Swift does not see.
  posix_spawnattr_setflags(&attributes, 0x80)
  let words = CStrings(program.words)
  let environment = CStrings(world.environment)
  var pid: pid_t = 0
  let start = clock.now
  let error = posix_spawn(&pid, program.words[0], &actions, &attributes, words.pointers, environment.pointers)
  guard error == 0 else {
    throw BenchProblem(words: "\(program.words[0]) does not start: \(String(cString: strerror(error)))")
  }
  return (pid, start)
}

/// Words as C wants them, freed with it: a class for that reason alone.
final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ words: [String]) { pointers = words.map { strdup($0) } + [nil] }
  deinit { for pointer in pointers { free(pointer) } }
}

/// Programs that people know, to compare with: those that are installed, and the names of the others.
func peers(in world: World) -> (installed: [Program], missing: [String]) {
  let table = "\(world.folder)/table.txt"
  let arrows = (down: "\u{1B}OB", up: "\u{1B}OA")
  let wanted = [
    Program(name: "less", words: [table]),
    Program(name: "vim", words: ["-u", "NONE", "-n", table], quit: ":q!\r"),
    Program(name: "htop", words: [], down: arrows.down, up: arrows.up),
    Program(name: "tig", words: []),
    Program(name: "mc", words: ["-u", "/usr/bin"], down: arrows.down, up: arrows.up, quit: "\u{1B}0"),
  ]
  let found = wanted.map { peer in (peer, path: installed(peer.name)) }
  return (
    found.compactMap { peer, path in
      path.map { path in
        var peer = peer
        peer.words.insert(path, at: 0)
        return peer
      }
    },
    found.filter { $0.path == nil }.map(\.0.name)
  )
}

/// The first of the path's folders that holds a program of that name.
func installed(_ name: String) -> String? {
  ["/usr/bin", "/bin", "/usr/local/bin"].map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
}
