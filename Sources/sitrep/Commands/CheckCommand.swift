import Domain
import ArgumentParser
import Documents
import PlaybookEngine
import Settings

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks the configuration and prints every finding with its place.")

  @Option(help: "The configuration to check.") var config: String?

  func run() throws {
    switch Loading.settings(named: config) {
    case .missing(let searched):
      let told = "no configuration in \(searched.joined(separator: ", ")); sitrep init writes one"
      complain("sitrep: \(config.map { "there is no file \($0)" } ?? told)")
      throw ExitCode.noInput
    case .broken(_, let findings):
      findings.forEach { say($0.text) }
      throw ExitCode.dataError
    case .ready(let settings, let file, let findings):
      let broken = ThemeShelf.findings(settings, configuration: file)
      (findings + broken).forEach { say($0.text) }
      guard broken.isEmpty else { throw ExitCode.dataError }
      let checks = settings.services.reduce(0) { $0 + $1.checks.count }
      say(
        "\(file): \(settings.services.count) services, \(checks) checks, \(settings.channels.count) channels: in order"
      )
    }
  }
}
