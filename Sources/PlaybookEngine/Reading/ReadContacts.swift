package import Documents
import Domain

/// Reads the contacts file: role -> people and how they are reached.
package func readContacts(_ source: String, file: String) -> (contacts: Contacts?, findings: [Finding]) {
  let (value, findings) = readDocument(source, file: file, as: .contacts, code: "PB001")
  return (value, findings)
}

/// Reads the file of components: what needs what, and how near to the ground it is.
package func readComponents(_ source: String, file: String) -> (
  components: [ComponentEntry]?, findings: [Finding]
) {
  let (value, findings) = readDocument(source, file: file, as: .components, code: "PB001")
  return (value, findings)
}

extension Shape where Value == Contacts {
  static var contacts: Shape<Contacts> {
    .mapping("the contacts") { reader in
      guard checkSchema(reader, "sitrep/contacts@1") else { return nil }
      return Contacts(roles: reader.required("roles", .dictionary(of: .list(of: .person)), or: [:]))
    }
  }
}

extension Shape where Value == Contacts.Person {
  static var person: Shape<Contacts.Person> {
    .mapping("a person") { reader in
      Contacts.Person(
        name: reader.required("name", .string, or: ""), phone: reader.optional("phone", .string),
        mail: reader.optional("mail", .string), note: reader.optional("note", .string))
    }
  }
}

extension Shape where Value == [ComponentEntry] {
  static var components: Shape<[ComponentEntry]> {
    .mapping("the components") { reader in
      guard checkSchema(reader, "sitrep/components@1") else { return nil }
      let entries = reader.required("components", .list(of: .componentEntry), or: [])
      let known = Set(entries.map(\.id))
      for entry in entries {
        for need in entry.needs where !known.contains(need) {
          reader.log.error(
            at: entry.position, "\(entry.id) needs \(need), which is not in this file",
            hint: nearest(to: need.rawValue, among: known.map(\.rawValue).sorted()).map {
              "did you mean \"\($0)\"?"
            }
              ?? "add it as a component")
        }
      }
      return entries
    }
  }
}

extension Shape where Value == ComponentEntry {
  static var componentEntry: Shape<ComponentEntry> {
    .mapping("a component") { reader in
      let tier = reader.required("tier", .int(in: 0...8), or: 8)
      let title = reader.optional("title", .string)
      let needs = reader.optional("needs", .list(of: .serviceID), default: [])
      guard let id = reader.required("id", .serviceID) else { return nil }
      return ComponentEntry(
        id: id, title: title ?? id.rawValue, tier: tier, needs: needs, position: reader.position)
    }
  }
}
