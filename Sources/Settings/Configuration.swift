package import Documents
package import Domain

/// What is watched and who is told, as `sitrep.yaml` says: read, checked, defaulted.
package struct Configuration: Sendable, Equatable {
  /// Shown in the first line of every screen.
  package var place: String?
  package var services: [Service]
  package var components: [Component]
  package var contacts: [Contact]
  package var channels: [Channel]
  /// How often people hear, where it differs from the standard.
  package var cadence: [Severity: CadenceOverride]
  /// Folders with playbooks, searched before the usual places.
  package var playbookFolders: [String]
  /// The name or the file of the colours, and where it stands.
  package var theme: Located<String>?
  /// Whether clicks and the wheel of the mouse are taken; nil leaves it to the command line.
  package var mouse: Bool?
  /// Keys that commands have instead of the usual ones.
  package var keys: [KeyOverride]
  /// Where the record lies, where that is not the usual place.
  package var record: RecordPlace?

  package init(
    place: String? = nil, services: [Service] = [], components: [Component] = [], contacts: [Contact] = [],
    channels: [Channel] = [], cadence: [Severity: CadenceOverride] = [:], playbookFolders: [String] = [],
    theme: Located<String>? = nil, mouse: Bool? = nil, keys: [KeyOverride] = [], record: RecordPlace? = nil
  ) {
    self.place = place
    self.services = services
    self.components = components
    self.contacts = contacts
    self.channels = channels
    self.cadence = cadence
    self.playbookFolders = playbookFolders
    self.theme = theme
    self.mouse = mouse
    self.keys = keys
    self.record = record
  }
}

/// A record that lies in a place of its own, as one that a group of people shares on a host.
package struct RecordPlace: Sendable, Equatable {
  /// The absolute path of the database.
  package var file: String
  /// The system's group whose members all work on it: the folder gets mode 2770, the files 0660.
  package var group: String?

  package init(file: String, group: String? = nil) {
    self.file = file
    self.group = group
  }
}

/// The people behind a role, in the order in which they are tried.
package struct Contact: Sendable, Equatable {
  package var role: String
  package var people: [Person]

  package struct Person: Sendable, Equatable {
    package var name: String
    package var phone: String?
    package var email: String?
    package var chat: String?

    package init(name: String, phone: String? = nil, email: String? = nil, chat: String? = nil) {
      self.name = name
      self.phone = phone
      self.email = email
      self.chat = chat
    }
  }

  package init(role: String, people: [Person]) {
    self.role = role
    self.people = people
  }
}

/// A rhythm of updates for one severity; what is nil stays as the standard has it.
package struct CadenceOverride: Sendable, Equatable {
  package var first: Duration?
  package var every: Duration
  package var longAfter: Duration?
  package var longEvery: Duration?

  package init(
    first: Duration? = nil, every: Duration, longAfter: Duration? = nil, longEvery: Duration? = nil
  ) {
    self.first = first
    self.every = every
    self.longAfter = longAfter
    self.longEvery = longEvery
  }
}
