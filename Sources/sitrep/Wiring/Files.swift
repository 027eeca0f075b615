import FilesLocal

extension Places {
  /// The record of the real incidents.
  var database: String { "\(stateFolder)/sitrep.db" }

  /// Everything of the demo, apart from what is real.
  var demoFolder: String { "\(stateFolder)/demo" }

  /// Where `E` on the incident screen writes its files.
  var exportFolder: String { "\(stateFolder)/exports" }

  /// The file that `sitrep init` writes where none is named.
  var newConfiguration: String { configurationFiles()[0] }
}
