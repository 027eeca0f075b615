import Documents
import Domain

/// What one file says, with the places that references are checked at.
struct ConfigurationPart {
  var place: String?
  var defaults = Check.Schedule()
  var services: [ServiceRead] = []
  var components: [Located<Component>] = []
  var componentsFile: Located<String>?
  var contacts: [Contact] = []
  var contactsFile: Located<String>?
  var channels: [ChannelRead] = []
  var cadence: [Severity: CadenceOverride] = [:]
  var playbookFolders: [String] = []
  var theme: Located<String>?
  var mouse: Bool?
  var include: [Located<String>] = []
  var keys: [KeysRead] = []
  var record: RecordPlace?
}

extension Shape where Value == ConfigurationPart {
  /// A whole file; one that is included says only what there is, not how the whole behaves.
  static func part(isMain: Bool, defaults: Check.Schedule) -> Shape {
    .mapping("the configuration") { reader in
      var part = ConfigurationPart()
      part.defaults = defaults
      _ = reader.required("schema", .word("a schema known here", [("sitrep/config@1", 1)]))
      if isMain {
        part.place = reader.optional("place", .string)
        part.defaults = reader.optional("defaults", .schedule("the defaults", defaults), default: defaults)
        part.include = reader.optional("include", .oneOrMore(Shape<String>.string.located), default: [])
        part.cadence = reader.optional("cadence", .cadence, default: [:])
        part.theme = reader.optional("theme", Shape<String>.string.located)
        part.mouse = reader.optional("mouse", .bool)
        part.keys = reader.optional("keys", .keys, default: [])
        part.record = reader.optional("record", .recordPlace)
      } else {
        reader.refuse(
          ["place", "defaults", "include", "cadence", "theme", "mouse", "keys", "record"],
          "belongs in the main file",
          hint: "move it there")
      }
      part.services = reader.optional("services", .list(of: .service(part.defaults)), default: [])
      part.channels = reader.optional("channels", .list(of: .channel), default: [])
      part.playbookFolders = reader.optional("playbooks", .oneOrMore(.string), default: [])
      readInventories(reader, &part)
      reader.refuse(
        ["alerts", "grouping", "status_page", "retention", "recipes"], "is not supported yet",
        hint: "take it out; nothing would come of it")
      return part
    }
  }
}

private func readInventories(_ reader: MappingReader, _ part: inout ConfigurationPart) {
  switch reader.optional("components", .inlineOrFile(.list(of: .component))) {
  case .inline(let components): part.components = components
  case .file(let path): part.componentsFile = path
  case nil: break
  }
  switch reader.optional("contacts", .inlineOrFile(.contacts)) {
  case .inline(let contacts): part.contacts = contacts
  case .file(let path): part.contactsFile = path
  case nil: break
  }
}

/// A value that stands here, or the file that holds it.
enum InlineOrFile<Value> {
  case inline(Value)
  case file(Located<String>)
}

extension Shape {
  static func inlineOrFile<Inner>(_ shape: Shape<Inner>) -> Shape where Value == InlineOrFile<Inner> {
    .either(
      scalar: Shape<String>.string.located.map { .file($0) }, collection: shape.map { .inline($0) })
  }
}

extension MappingReader {
  /// Reports keys that are known but may not stand here.
  func refuse(_ keys: [String], _ why: String, hint: String) {
    for entry in entries where keys.contains(entry.key.value) {
      _ = optional(entry.key.value, .anything)
      log.error(at: entry.key.position, "\"\(entry.key.value)\" \(why)", hint: hint)
    }
  }
}

extension Shape where Value == Located<Component> {
  static var component: Shape {
    .mapping("a component") { reader in
      let tier = reader.optional("tier", .int(in: 0...8), default: 8)
      guard let id = reader.required("id", Shape<ServiceID>.identifier(Service.self).located) else {
        return nil
      }
      return Located(Component(id: id.value, tier: tier), at: id.position)
    }
  }
}

extension Shape where Value == RecordPlace {
  static var recordPlace: Shape {
    .mapping("the record") { reader in
      let group = reader.optional("group", .string)
      let file = Shape<String>.string.narrowed(
        to: "an absolute path", example: "/var/lib/sitrep/sitrep.db"
      ) { $0.hasPrefix("/") && !$0.hasSuffix("/") ? $0 : nil }
      return reader.required("file", file).map { RecordPlace(file: $0, group: group) }
    }
  }
}

extension Shape where Value == [Contact] {
  static var contacts: Shape {
    Shape<[(key: Located<String>, value: [Contact.Person])]>.entries(of: .oneOrMore(.person)).map { roles in
      roles.map { Contact(role: $0.key.value, people: $0.value) }
    }
  }
}

extension Shape where Value == Contact.Person {
  static var person: Shape {
    .mapping("a contact") { reader in
      let phone = reader.optional("phone", .string)
      let email = reader.optional("email", .string)
      let chat = reader.optional("chat", .string)
      return reader.required("name", .string).map {
        Contact.Person(name: $0, phone: phone, email: email, chat: chat)
      }
    }
  }
}

extension Shape where Value == [Severity: CadenceOverride] {
  static var cadence: Shape {
    .mapping("the cadence") { reader in
      var cadence: [Severity: CadenceOverride] = [:]
      for severity in Severity.allCases {
        cadence[severity] = reader.optional("sev\(severity.rawValue)", .cadenceOverride)
      }
      return cadence
    }
  }
}

extension Shape where Value == CadenceOverride {
  static var cadenceOverride: Shape {
    .either(
      scalar: Shape<Duration>.positiveDuration.map { CadenceOverride(every: $0) },
      collection: .mapping("a cadence") { reader in
        let first = reader.optional("first", .positiveDuration)
        let after = reader.optional("long_after", .positiveDuration)
        let longEvery = reader.optional("long_every", .positiveDuration)
        return reader.required("every", .positiveDuration).map {
          CadenceOverride(first: first, every: $0, longAfter: after, longEvery: longEvery)
        }
      })
  }
}

extension Shape where Value == Duration {
  static var positiveDuration: Shape {
    Shape<Duration>.duration.narrowed(to: "a duration above zero", example: "90s, 15m or 2h") {
      $0 > .zero ? $0 : nil
    }
  }
}
