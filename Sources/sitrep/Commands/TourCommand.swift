import ArgumentParser

struct TourCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "Walks you through the demo: one sentence at a time says where to look and what to press.",
    discussion: """
      It is the demo with a line more at the foot of the screen, from the first red service to the export.
      Esc leaves the tour and keeps the demo; the next tour goes on where an incident is still open.
      """)

  @OptionGroup var options: DemoOptions

  func run() throws { try DemoConsole(options: options, isTour: true).run() }
}
