import ArgumentParser
import ConsoleCore
import Settings

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Prints what every key does, from the table that handles them.",
    discussion: "With the keys that the configuration gives, where there is one; Markdown has the usual ones."
  )

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

  @Option(help: "text or markdown.") var format: Format = .text
  @Option(help: "The configuration to use.") var config: String?

  func run() {
    switch format {
    case .markdown: say(KeyTable.standard.markdown, ending: "")
    case .text:
      var table = KeyTable.standard
      if case .ready(let settings, _, _) = Loading.settings(named: config) { table = KeyTable(settings.keys) }
      say(table.text, ending: "")
    }
  }
}
