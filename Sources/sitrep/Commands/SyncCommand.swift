import ArgumentParser
import Clients
import FilesLocal
import Glibc
import Settings
import StoreGRDB

struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Merges this record with that of another host; both have all events then.",
    discussion: """
      sitrep sync FILE takes what the file holds and writes all of both into it: carry it there and back.
      sitrep sync --via 'ssh other sitrep sync --stdio' does both ways at once, over any command.
      It may be interrupted and repeated. Events keep their numbers and their hashes; an incident from elsewhere is
      called INC-7@ab12 here. A text that was redacted on one host goes on all. What was changed on the way is refused.
      Exit codes: 0 both have all, 65 the other side was refused, and why; other numbers are about the record here.
      """)

  @Argument(help: "The file to merge with; it is made where it is not there.") var file: String?
  @Option(help: "The command at whose end another sitrep sync --stdio answers.") var via: String?
  @Flag(help: "Answer another sitrep on standard input and output.") var stdio = false
  @Option(name: .customLong("db"), help: "The database of the record.") var database: String?
  @Flag(help: "Merge the demo's record.") var demo = false

  func validate() throws {
    let ways = [file != nil, via != nil, stdio].count { $0 }
    guard ways == 1 else { throw ValidationError("name one of a file, --via 'command' or --stdio") }
  }

  func run() throws {
    // A terminal would also change bytes on their way, as `ssh -t` does.
    guard !stdio || isatty(STDIN_FILENO) == 0 else {
      complain(
        "sitrep: --stdio answers another sitrep and not a person; leave out ssh -t, or begin with sitrep sync --via"
      )
      throw ExitCode.validationFailure
    }
    // Whoever writes to somebody who is gone is to be told so, not ended.
    signal(SIGPIPE, SIG_IGN)
    do throws(StoreFailure) {
      let path = Wiring.places.database(named: database, isDemo: demo)
      let syncing = try Syncing(Wiring.storeOptions(path, examinesFirst: true))
      defer { syncing.close() }
      if let file {
        tell(try syncing.merge(file: file), of: file, given: "in it now")
      } else if let via {
        tell(try begin(syncing, via), of: Self.otherSide, given: "given")
      } else {
        let pipe = SyncPipe.descriptors(input: STDIN_FILENO, output: STDOUT_FILENO)
        _ = try syncing.answer(over: pipe, with: Self.otherSide)
      }
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode(error.exitCode)
    }
  }

  private func begin(_ syncing: Syncing, _ command: String) throws(StoreFailure) -> SyncReport {
    guard let child = PipedCommand(command) else {
      throw .refusedTransfer(from: Self.otherSide, taken: 0, why: "no shell can be started for it")
    }
    do throws(StoreFailure) {
      let report = try syncing.begin(over: child.pipe, with: Self.otherSide)
      _ = child.end()
      return report
    } catch {
      guard case .refusedTransfer(let other, let taken, let why) = error, let end = child.end() else {
        throw error
      }
      throw .refusedTransfer(from: other, taken: taken, why: "\(why). \(end)")
    }
  }

  private func tell(_ report: SyncReport, of other: String, given: String) {
    say(
      "\(count(report.taken, "event")) taken from \(other), \(count(report.sent, "event")) \(given), "
        + "\(count(report.databases, "database")) known")
    guard report.recovered > 0 else { return }
    say(
      "\(count(report.recovered, "event")) of these had been written here and \(report.recovered == 1 ? "was" : "were") lost: "
        + "an older copy of this record must have been put back")
  }

  private static let otherSide = "the other side"
}

/// A shell command whose input and output are ours.
private struct PipedCommand {
  private let child: pid_t
  private let toChild: Int32
  private let fromChild: Int32

  var pipe: SyncPipe { .descriptors(input: fromChild, output: toChild) }

  init?(_ command: String) {
    var (into, out) = ([Int32](repeating: -1, count: 2), [Int32](repeating: -1, count: 2))
    guard Glibc.pipe(&into) == 0, Glibc.pipe(&out) == 0 else { return nil }
    // An end of its own pipe in the child's hands would keep it from ever seeing the end.
    for end in into + out { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let started = Self.start(command, input: into[0], output: out[1])
    close(into[0])
    close(out[1])
    guard let started else {
      close(into[1])
      close(out[0])
      return nil
    }
    (child, toChild, fromChild) = (started, into[1], out[0])
  }

  private static func start(_ command: String, input: Int32, output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    // The child is to be ended by a broken pipe, as programs are used to.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let texts = (["sh", "-c", command] as [String]).map { strdup($0) }
    defer { for text in texts { free(text) } }
    var started: pid_t = 0
    return posix_spawnp(&started, "sh", &actions, &attributes, texts + [nil], environ) == 0 ? started : nil
  }

  /// Lets the command see the end and waits for it; what its end says to people, if anything.
  func end() -> String? {
    close(toChild)
    close(fromChild)
    var status: Int32 = 0
    // A command that stays though nobody listens any more is not waited for.
    for _ in 0..<250 {
      guard waitpid(child, &status, WNOHANG) == 0 else { return words(for: status) }
      usleep(20_000)
    }
    kill(child, SIGTERM)
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return "The command did not end by itself and was ended"
  }

  private func words(for status: Int32) -> String? {
    guard status & 0x7F == 0 else { return "The command was ended by signal \(status & 0x7F)" }
    switch status >> 8 & 0xFF {
    // Those of another sitrep: it has said why itself.
    case 0, 64...78: return nil
    case 127:
      return
        "The command was not found there (it ended with code 127): see that sitrep is installed there and on its PATH"
    case 255: return "The command ended with code 255, as ssh does where it does not get through"
    case let code: return "The command ended with code \(code)"
    }
  }
}
