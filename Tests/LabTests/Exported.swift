import FoundationEssentials
import Support
import Testing

/// What others get of the incident: the exports, and the update that went out.
struct Exported {
  let markdown: String
  let json: Document
  let update: String

  struct Document: Decodable {
    var events: [Event]
    var fiveLines: [String: Line]
    var heads: [Head]
    var incident: Incident

    struct Event: Decodable {
      var kind: String
      var source: String
      var reads: Reading
    }
    struct Reading: Decodable { var text: String }
    struct Line: Decodable {
      var text: String
      var written: Bool
    }
    struct Head: Decodable { var short: String }
    struct Incident: Decodable {
      var name: String
      var title: String
      var severity: String
      var state: String
      var commander: String
      var playbook: String
      var services: [String]
    }
  }

  init(from home: ProgramHome) async throws {
    markdown = try await BuiltProgram.run("export", "INC-1", "--format", "markdown", in: home).output
    let text = try await BuiltProgram.run("export", "INC-1", "--format", "json", in: home).output
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    json = try decoder.decode(Document.self, from: Data(text.utf8))
    update = home.read("\(home.folder)/status.txt") ?? ""
  }

  func checkMarkdown() {
    #expect(markdown.hasPrefix("# INC-1 PostgreSQL primary is down\n"))
    let parts = [
      "| Playbook | The primary database is gone (database-outage, version 1) |",
      "**Impact** SEV1 for ", "Services: database, shop, orders, replica.",
      "replica DEGRADED: replication_lag > 3s, now", "database DOWN: answers: exit != 0",
      "(via database)", "**decided: Start it again where it is**",
      "step saw itself done: The queue drains", "step saw itself done: The standby is level with the primary",
      "step done: Every order is in the standby too (\(Night.orders))",
      "- What happened: Orders can't be stored since", "- status: sent ",
    ]
    for part in parts { #expect(markdown.contains(part), "\(part) in\n\(markdown)") }
  }

  func checkJSON() {
    let incident = json.incident
    #expect(incident.name == "INC-1" && incident.title == "PostgreSQL primary is down")
    #expect(incident.severity == "SEV1" && incident.state == "resolved" && incident.commander == "olga")
    #expect(incident.playbook == "database-outage")
    #expect(incident.services == ["database", "shop", "orders", "replica"])
    #expect(json.fiveLines.count == 5 && json.fiveLines.values.allSatisfy(\.written))
    #expect(json.fiveLines["impact"]?.text.contains(#/Impact from .* to /#) ?? false)
    let ended = json.events.filter { $0.kind == "command_run" && $0.source == "command" }.map(\.reads.text)
    #expect(ended.count == 5 && ended.allSatisfy { $0.contains("as expected") }, "\(ended)")
  }

  /// The record is whole, its head is the one in the exports, and the one that the first update carried is in it.
  func checkRecord(in home: ProgramHome) async throws {
    let head = try #require(json.heads.first?.short)
    #expect(markdown.contains(head))
    let sent = try #require(update.firstMatch(of: /record (#\d+ [a-z0-9-]+)/)?.1)
    let verified = try await BuiltProgram.run("verify", "INC-1", "--against", String(sent), in: home)
    #expect(verified.code == 0, "\(verified.complaint)")
    #expect(verified.lines.contains("INC-1 \(head)"))
    #expect(verified.lines.contains("the given head is in place"))
  }
}
