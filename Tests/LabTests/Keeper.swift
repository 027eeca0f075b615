import FoundationEssentials
import Glibc

/// A process that waits for the end of the lab and clears up after it, also where the tests were killed.
///
/// A class, for it is waited for once.
final class Keeper: Sendable {
  private let process: pid_t
  /// Our end of the line to it, which is closed when this process is gone, whatever the reason.
  private let line: Int32

  init(of folder: String) throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    line = ends[1]
    defer { Glibc.close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, or Ctrl-C would end it with the tests.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let words = ["sh", "-c", Self.script, "lab-keeper", folder]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let wrong = posix_spawn(&child, "/bin/sh", &actions, &attributes, &arguments, environ)
    guard wrong == 0 else { throw POSIXError(POSIXErrorCode(rawValue: wrong) ?? .EIO) }
    process = child
  }

  func close() {
    Glibc.close(line)
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
  }

  /// Processes belong to the lab when they work in its folder: their numbers are read anew before each signal.
  ///
  /// QUIT is PostgreSQL's immediate shutdown, which leaves no shared memory behind.
  private static let script = #"""
    cd / && cat >/dev/null 2>&1
    inside() {
      for entry in /proc/[0-9]*; do
        case "$(readlink "$entry/cwd" 2>/dev/null)" in "$1"|"$1"/*) echo "${entry#/proc/}";; esac
      done
    }
    tmux -S "$1/tmux" kill-server 2>/dev/null
    for signal in QUIT KILL; do
      for id in $(inside "$1"); do kill -$signal "$id" 2>/dev/null; done
      rounds=0
      while [ $rounds -lt 50 ] && [ -n "$(inside "$1")" ]; do sleep 0.1; rounds=$((rounds + 1)); done
    done
    rm -rf "$1"
    """#
}
