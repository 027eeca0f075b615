import ArgumentParser
import CommandRunner
import Glibc
import TerminalCurses

/// The bare command opens the console without going through the argument parser, which costs 2 ms of every start.
@main
enum Entry {
  static func main() {
    let isBare = CommandLine.argc < 2
    if isBare { prepareTerminal() }
    umask(0o077)
    shareHeap()
    guard !isBare else {
      exit(ConsoleCommand.open(ConsoleOptions()))
    }
    Sitrep.main()
  }
}

/// The door plate: every way in is a subcommand in a file of its own.
struct Sitrep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sitrep",
    abstract: "The incident console for the terminal: see what is hurt, decide, act, keep the record.",
    discussion: """
      Without a subcommand it opens the console on the configuration that it finds.
      Start with `sitrep tour`: it walks you through a whole incident on a simulated toolchain, in five minutes.
      """,
    version: toolVersion,
    subcommands: [
      ConsoleCommand.self, DemoCommand.self, TourCommand.self, InitCommand.self, CheckCommand.self,
      LintCommand.self,
      StatusCommand.self, NoteCommand.self, SearchCommand.self, ExportCommand.self, VerifyCommand.self,
      RedactCommand.self, KeyCommand.self,
      BackupCommand.self, RestoreCommand.self, SyncCommand.self, KeysCommand.self, ManCommand.self,
    ],
    defaultSubcommand: ConsoleCommand.self)
}

let toolVersion = "0.1.0"
/// The day of this version, for the manual page.
let toolDate = "2026-11-21"
