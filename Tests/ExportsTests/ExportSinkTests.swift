import Domain
import Exports
import Foundation
import Support
import Testing

struct ExportSinkTests {
  private static let nasty = [
    "\u{1B}]0;pwned\u{7}\u{1B}[2J", "\u{9B}31m", "a\u{202E}b\u{2066}c", "a\u{200B}\u{FEFF}\u{E0041}b",
    "a\u{2028}b\u{85}c\r\nd\re", "<script>alert(1)</script>", "\" onmouseover='x'", "| a | `b` | **c** |",
    "[x](javascript:alert(1))", "![x](http://example.org/x.png)", "=cmd|' /C calc'!A0", "  =1+1", "@SUM(A1)",
    "\u{FF1D}1+1", "\\ \" \u{0} \u{7F}", "</title></style>", "# not a heading", "~~~\n```\n",
  ]

  @Test(arguments: nasty, ExportFormat.allCases)
  func `no export acts on a terminal or hides text`(text: String, format: ExportFormat) throws {
    let exported = export(try incident(text), as: format)
    let bad = exported.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0x0D: format != .csv
      case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
        0xE0000...0xE0FFF:
        true
      default: false
      }
    }
    #expect(bad.isEmpty)
  }

  @Test(arguments: nasty)
  func `HTML from outside makes no element and no attribute`(text: String) throws {
    let page = html(try incident(text))
    let tags = Set(page.matches(of: /<\/?([A-Za-z0-9]+)/).map { String($0.output.1) })
    #expect(
      tags.isSubset(of: [
        "html", "head", "meta", "title", "style", "body", "pre", "h1", "h2", "h3", "p", "table", "thead",
        "tbody",
        "tr",
        "th", "td", "dl", "dt", "dd", "b", "s", "small",
      ]))
    #expect(!page.contains("<script") && !page.contains("<b>c"))
  }

  @Test func `HTML asks for nothing over the network`() throws {
    let page = html(try incident("see http://example.org/x.png"))
    #expect(
      !page.contains("src=") && !page.contains("href=") && !page.contains("url(") && !page.contains("@import")
    )
    #expect(page.contains("default-src 'none'"))
  }

  @Test(arguments: nasty)
  func `a Markdown table keeps its columns`(text: String) throws {
    let lines = markdown(try incident(text)).split(separator: "\n")
    for line in lines where line.hasPrefix("| 2026-11-21 ") {
      let bars = line.replacing("\\\\", with: "").replacing("\\|", with: "").filter { $0 == "|" }
      #expect(bars.count == 5, "\(line)")
    }
  }

  @Test(arguments: [
    ("a_b", "a_b"), ("_a_", "\\_a\\_"), ("*a*", "\\*a\\*"), ("# a", "\\# a"), ("a # b", "a # b"),
    ("1. a", "1\\. a"), ("13:39 a.", "13:39 a."), ("<b> & `c`", "&lt;b> &amp; \\`c\\`"),
  ])
  func `Markdown from outside formats nothing and stays readable`(text: String, escaped: String) throws {
    #expect(markdown(try incident(text)).contains("| ana | \(escaped) |"))
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\u{FF1D}1", "\t=1"])
  func `a spreadsheet takes no field for a formula`(text: String) throws {
    let rows = csv(try incident(text)).split(separator: "\r\n").dropFirst()
    let fields = rows.flatMap { $0.split(separator: ",") }
    #expect(fields.contains { $0.hasPrefix("'") })
    #expect(!fields.contains { "=+-@".contains($0.first ?? " ") })
  }

  @Test func `commas and quotes stay inside their CSV field`() throws {
    #expect(csv(try incident("a, \"b\"")).contains(",\"a, \"\"b\"\"\","))
  }

  @Test(arguments: nasty)
  func `JSON is valid, and gives the text back as it was`(text: String) throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(json(try incident(text)).utf8))
    let events = try #require((parsed as? [String: Any])?["events"] as? [[String: Any]])
    let payload = try #require(events.last?["payload"] as? [String: Any])
    #expect(payload["text"] as? String == text)
  }

  @Test(arguments: nasty)
  func `every line of NDJSON is valid by itself`(text: String) throws {
    let lines = ndjson(try incident(text)).split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
  }

  @Test(arguments: ["", "{", "\u{FEFF}{}", "{} {}", "not json", "\u{0}{\u{0}}\u{0}"])
  func `a payload that is no JSON stands in hexadecimal digits`(payload: String) throws {
    var record = TestRecord()
    record.add(.unknown(UnknownKind(kind: "odd", payload: Array(payload.utf8))), at: "13:00:00")
    let exported = ExportedIncident(incident: try #require(record.incident))
    let parsed = try JSONSerialization.jsonObject(with: Data(ndjson(exported).utf8)) as? [String: Any]
    #expect((parsed?["payload"] as? [String: Any])?["hex"] is String)
  }

  private func incident(_ text: String) throws -> ExportedIncident {
    var record = TestRecord()
    record.add(
      .declared(
        Declared(title: text, severity: .sev1, suggested: nil, triggers: [text], services: [ServiceID(text)])),
      at: "13:40:00")
    record.add(.note(Note(text: text)), at: "13:41:00")
    return ExportedIncident(incident: try #require(record.incident))
  }
}

struct ExportRuleTests {
  @Test(arguments: ExportFormat.allCases)
  func `the same record gives the same bytes`(format: ExportFormat) throws {
    let night = registryNight()
    let first = ExportedIncident(incident: try #require(night.incident))
    let again = ExportedIncident(
      incident: try #require(Incident(id: night.incidentID, number: 7, events: night.events.reversed())))
    #expect(export(first, as: format) == export(again, as: format))
  }

  @Test(arguments: ExportFormat.allCases)
  func `a drill and a demo say what they are`(format: ExportFormat) throws {
    let drill = ExportedIncident(incident: try #require(registryNight(isDrill: true).incident))
    #expect(export(drill, as: format).contains("DRILL"))
    #expect(drill.fileName(format) == "INC-7-drill.\(format.fileExtension)")
    let demo = ExportedIncident(incident: try #require(registryNight().incident), isDemo: true)
    #expect(export(demo, as: format).contains("DEMO"))
  }

  @Test(arguments: ExportFormat.allCases)
  func `a real incident bears no mark`(format: ExportFormat) throws {
    let real = ExportedIncident(incident: try #require(registryNight().incident))
    #expect(!export(real, as: format).contains("DRILL"))
    #expect(real.fileName(format) == "INC-7.\(format.fileExtension)")
  }

  @Test func `an open incident is reckoned to its last entry, unless a moment is given`() throws {
    let incident = try #require(registryNight(resolved: false).incident)
    #expect(ExportedIncident(incident: incident).asOf == moment("14:21:10"))
    #expect(
      ExportedIncident(incident: incident, asOf: moment("15:00:00")).asOf == moment("15:00:00"))
  }
}
