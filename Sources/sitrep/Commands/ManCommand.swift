import ArgumentParser
import ConsoleCore

struct ManCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Prints the manual page: sitrep man | man -l -",
    discussion:
      "Written from the options and the table of keys of this very program, so it can't be out of date.")

  func run() { say(ManualPage.text(keys: .standard), ending: "") }
}
