import Documents
import Domain
import FoundationEssentials
import PlaybookEngine
import Testing

/// The files of Playbooks/, read on a day on which their reviews are fresh.
struct ShippedPlaybooks {
  static let folder =
    String(#filePath.dropLast("Tests/ShippedTests/ShippedPlaybooks.swift".count)) + "Playbooks"

  static func library() throws -> PlaybookLibrary {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
    let files = try names.map { name in
      let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
      return (name: name, text: String(decoding: bytes, as: UTF8.self))
    }
    return PlaybookLibrary(files: files, now: try #require(Timestamp(rfc3339: "2026-10-15T09:00Z")))
  }

  @Test func `every shipped playbook is read and passes all rules`() throws {
    let library = try Self.library()
    #expect(library.findings.map(\.text).joined(separator: "\n") == "")
    #expect(library.playbooks.map(\.id).contains("registry-outage"))
    #expect(library.playbooks.map(\.id).contains("ci-outage"))
  }

  @Test func `the shipped components and contacts are read`() throws {
    let library = try Self.library()
    #expect(library.components.count > 10)
    #expect(library.contacts.roles["registry-owner"]?.isEmpty == false)
  }

  @Test func `every role that a shipped playbook pages has somebody behind it`() throws {
    let library = try Self.library()
    for playbook in library.playbooks {
      let roles =
        playbook.escalation.map(\.role) + playbook.escalateWhen.map(\.to) + [playbook.owner?.role ?? ""]
      for role in roles { #expect(library.contacts.roles[role] != nil, "\(playbook.id): \(role)") }
    }
  }

  @Test func `a failing service finds its playbook and its cause comes first`() throws {
    let library = try Self.library()
    #expect(library.matching(failing: ["ci"]).map(\.id) == ["ci-outage"])
    #expect(library.matching(failing: ["ci", "registry"]).map(\.id) == ["registry-outage", "ci-outage"])
    #expect(library.matching(failing: ["postgres"]).isEmpty)
  }

  @Test func `every command of the shipped playbooks resolves from defaults or is filled by a step`() throws {
    for playbook in try Self.library().playbooks {
      let incident = try #require(Self.incident(opening: playbook))
      let run = PlaybookRun(playbook: playbook, incident: incident)
      for step in playbook.steps where step.commandText != nil {
        switch run.command(of: step.id) {
        case .success(let command): #expect(variableNames(in: command.script).isEmpty, "\(step.id)")
        case .failure(.noValue(_, filledBy: .some)): continue
        case .failure(let refusal): Issue.record("\(playbook.id) \(step.id): \(refusal.words)")
        }
      }
    }
  }

  private static func incident(opening playbook: Playbook) -> Incident? {
    let id = UniqueID(high: 1, low: 1)
    let moment = Timestamp(milliseconds: 0)
    let event = Event(
      id: UniqueID(high: 1, low: 2), incident: id, happenedAt: moment, recordedAt: moment,
      actor: Actor(login: "ana", host: "bastion"), source: .person, body: playbook.start())
    let position = ChainPosition(
      database: UniqueID(high: 2, low: 1), globalNumber: 1, number: 1, previousInIncident: [],
      previousInDatabase: [], hash: [])
    return Incident(id: id, number: 7, events: [RecordedEvent(event: event, position: position)])
  }
}
