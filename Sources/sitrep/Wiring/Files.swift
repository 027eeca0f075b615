import FilesLocal
import Settings

extension Places {
  /// The record of the real incidents.
  var database: String { "\(stateFolder)/sitrep.db" }

  /// The record that a command is about: the one that is named, else the demo's or the real one.
  func database(named path: String?, isDemo: Bool) -> String {
    path ?? (isDemo ? DemoHome(folder: demoFolder).database : Loading.record?.file ?? database)
  }

  /// Everything of the demo, apart from what is real.
  var demoFolder: String { "\(stateFolder)/demo" }

  /// The name of the theme that was chosen last in the console.
  var themeFile: String { "\(stateFolder)/theme" }

  /// Where `E` on the incident screen writes its files.
  var exportFolder: String { "\(stateFolder)/exports" }

  /// There once this person has seen the hints of the first start, in the demo or not.
  var hintsFile: String { "\(stateFolder)/hints-seen" }

  /// What this person's consoles have seen of each record.
  var witnessFile: String { "\(stateFolder)/witness" }

  /// The person's own key, beside their configuration.
  var keyFile: String {
    let configuration = configurationFiles(given: nil).first ?? ""
    return configuration.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
      + "/key"
  }

  /// The file that `sitrep init` writes where none is named.
  var newConfiguration: String { configurationFiles()[0] }
}
