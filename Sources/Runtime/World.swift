package import Clients

/// Everything that the console asks of the world, put together at the door.
package struct World: Sendable {
  package var probes: ProbeClient
  package var store: StoreClient
  package var commands: CommandClient
  package var messages: MessageClient
  package var files: FileClient
  package var editor: EditorClient
  package var surroundings: Surroundings
  /// The folder that exports are written to.
  package var exportFolder: String
  /// The file in which typed texts outlive a console; nil where they do not.
  package var typedTextsFile: String?
  /// The file that says that this person has seen the first hints; nil where there are none.
  package var hintsFile: String?
  package var isDemo: Bool

  package init(
    probes: ProbeClient, store: StoreClient, commands: CommandClient, messages: MessageClient,
    files: FileClient,
    editor: EditorClient, surroundings: Surroundings, exportFolder: String, typedTextsFile: String? = nil,
    hintsFile: String? = nil, isDemo: Bool
  ) {
    self.probes = probes
    self.store = store
    self.commands = commands
    self.messages = messages
    self.files = files
    self.editor = editor
    self.surroundings = surroundings
    self.exportFolder = exportFolder
    self.typedTextsFile = typedTextsFile
    self.hintsFile = hintsFile
    self.isDemo = isDemo
  }
}
