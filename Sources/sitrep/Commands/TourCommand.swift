import ArgumentParser

struct TourCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "Walks you through the demo: one sentence at a time says where to look and what to press.",
    discussion: """
      It is the demo with a line more at the foot of the screen, from the first red service to the export.
      Esc leaves the tour and keeps the demo; the next tour goes on where an incident is still open.
      With --plain it is told by lines: what to type next, after each answer; a dot leaves the tour.
      """)

  @OptionGroup var options: DemoOptions
  @Flag(help: ArgumentHelp(PlainFlag.help)) var plain = false

  func run() throws { try DemoConsole(options: options, isTour: true, isPlain: plain).run() }
}
