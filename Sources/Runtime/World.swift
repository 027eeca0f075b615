package import Clients
import ConsoleCore
package import Settings

/// Everything that the console asks of the world, put together at the door.
package struct World: Sendable {
  package var probes: ProbeClient
  package var store: StoreClient
  package var commands: CommandClient
  package var messages: MessageClient
  package var files: FileClient
  package var foreground: ForegroundClient
  package var surroundings: Surroundings
  /// The folder that exports are written to.
  package var exportFolder: String
  /// The file in which typed texts outlive a console; nil where they do not.
  package var typedTextsFile: String?
  /// The file that says that this person has seen the first hints; nil where there are none.
  package var hintsFile: String?
  /// All themes that can be used, and why another can't.
  package var themes: @Sendable () -> (themes: [Theme], problem: String?)
  /// The file that keeps the name of the chosen theme; nil where it is not kept.
  package var themeFile: String?
  /// What programs that are started in the person's shell are to know of this console.
  package var shellVariables: [String: String]
  package var isDemo: Bool

  package init(
    probes: ProbeClient, store: StoreClient, commands: CommandClient, messages: MessageClient,
    files: FileClient,
    foreground: ForegroundClient, surroundings: Surroundings, exportFolder: String,
    typedTextsFile: String? = nil,
    hintsFile: String? = nil,
    themes: @escaping @Sendable () -> (themes: [Theme], problem: String?) = { ([], nil) },
    themeFile: String? = nil, shellVariables: [String: String] = [:], isDemo: Bool
  ) {
    self.probes = probes
    self.store = store
    self.commands = commands
    self.messages = messages
    self.files = files
    self.foreground = foreground
    self.surroundings = surroundings
    self.exportFolder = exportFolder
    self.typedTextsFile = typedTextsFile
    self.hintsFile = hintsFile
    self.themes = themes
    self.themeFile = themeFile
    self.shellVariables = shellVariables
    self.isDemo = isDemo
  }

  /// Opens the person's shell, in which `sitrep note` goes to this record and this incident.
  func openShell(_ incident: String?, _ ended: @escaping @Sendable (_ problem: String?) -> Void) {
    let greeting = "sitrep: a shell beside the console\(incident.map { " of \($0)" } ?? "")"
    let variables = shellVariables.merging(["SITREP_INCIDENT": incident ?? ""]) { $1 }
    foreground.openShell("\(greeting); exit comes back to it", variables, ended)
  }
}
