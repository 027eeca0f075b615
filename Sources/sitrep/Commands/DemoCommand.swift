import ArgumentParser

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Lives a whole incident on a simulated toolchain; needs no configuration.",
    discussion: """
      Real servers on loopback, probed like any other; after twenty seconds one of them begins to break.
      Its record is kept apart from the real one. Leave with q; the next demo goes on where an incident is still
      open, and --fresh begins again.
      """)

  @OptionGroup var options: DemoOptions
  @Flag(help: ArgumentHelp(PlainFlag.help)) var plain = false

  func run() throws { try DemoConsole(options: options, isPlain: plain).run() }
}
