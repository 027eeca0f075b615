import Domain
import Testing

@testable import Documents

/// What a small document is read into.
struct Sample: Equatable {
  var title: String?
  var every: Duration?
  var level: Level?
  var tags: [String]

  enum Level: String, CaseIterable { case low, high }

  static var shape: Shape<Sample> {
    .mapping("a sample") { reader in
      Sample(
        title: reader.required("title", .string),
        every: reader.optional("every", .duration),
        level: reader.optional("level", .word(Level.self, "a level")),
        tags: reader.optional("tags", .list(of: .string), default: []))
    }
  }
}

/// The findings of a document, drawn one a line without the file's name.
func findings<Value>(_ source: String, _ shape: Shape<Value>) -> String {
  readDocument(source, file: "f", as: shape).findings.map { String($0.text.dropFirst(2)) }.joined(
    separator: "\n")
}

struct ReadingTests {
  @Test func `a well-formed mapping reads into a value without findings`() {
    let source = """
      title: "one"
      every: 90s
      level: high
      tags: [a, "b"]
      """
    let (value, found) = readDocument(source, file: "f", as: Sample.shape)
    #expect(value == Sample(title: "one", every: .seconds(90), level: .high, tags: ["a", "b"]))
    #expect(found.isEmpty)
  }

  @Test func `all findings of a file are told at once from top to bottom`() {
    #expect(
      findings(
        """
        titel: one
        every: soon
        level: hihg
        tags: [a, {b: c}, yes]
        """, Sample.shape) == """
          1:1: error: a sample has no "title"; add "title": write text
          1:1: error: a sample has no key "titel"; did you mean "title"?
          2:8: error: "soon" is not a duration; write a duration, as in 90s, 15m, 2h or 5d
          3:8: error: "hihg" is not a level; did you mean "high"? allowed: low, high
          4:11: error: a mapping is not text; write text
          4:19: error: yes without quotes is a yes-or-no value to YAML, not text; write "yes" in quotes
          """)
  }

  @Test(arguments: ["yes", "No", "on", "OFF", "true", "10:30", "1:59:59"])
  func `a bare word or number with another meaning in YAML is refused as text`(word: String) {
    #expect(findings("title: \(word)", Sample.shape).contains("write \"\(word)\" in quotes"))
    #expect(findings("title: \"\(word)\"", Sample.shape).isEmpty)
  }

  @Test(arguments: ["1.10", "007", "1e3", "0x1F", "2026-10-01", "10:75", "a:b", "08:30"])
  func `scalars are kept as they were written`(word: String) {
    #expect(readDocument("title: \(word)", file: "f", as: Sample.shape).value?.title == word)
    #expect(findings("title: \(word)", Sample.shape).isEmpty)
  }

  @Test func `unlike things are refused by each scalar shape with an example`() {
    let shape = Shape<Void>.mapping("it") { reader in
      _ = reader.required("int", .int)
      _ = reader.required("range", .int(in: 1...3))
      _ = reader.required("double", .double)
      _ = reader.required("percent", .percent)
      _ = reader.required("bool", .bool)
      _ = reader.required("date", .date)
      _ = reader.required("size", .bytes)
      _ = reader.required("name", .identifier(Service.self))
    }
    let source = """
      int: 1.5
      range: 4
      double: inf
      percent: 25
      bool: "true"
      date: 2026-13-01
      size: 1 MB
      name: Not A Name
      """
    #expect(
      findings(source, shape) == """
        1:6: error: "1.5" is not a whole number; write a whole number, as in 3
        2:8: error: "4" is not a whole number from 1 to 3; write a whole number from 1 to 3
        3:9: error: "inf" is not a number; write a number, as in 0.5
        4:10: error: "25" is not a percentage; write a percentage, as in 25%
        5:7: error: "true" is not true or false; write true or false
        6:7: error: "2026-13-01" is not a date; write a date, as in "2026-10-01"
        7:7: error: "1 MB" is not a size; write a size, as in 512KiB or 1MiB
        8:7: error: "Not A Name" is not a name of a-z, 0-9 and hyphens; write a name of a-z, 0-9 and hyphens, as in registry-outage
        """)
  }

  @Test func `each scalar shape reads what it asks for`() {
    let shape = Shape<Bool>.mapping("it") { reader in
      reader.required("int", .int) == -3 && reader.required("percent", .percent) == 99.9
        && reader.required("bool", .bool) == true && reader.required("size", .bytes) == 1 << 20
        && reader.required("date", .date)?.rfc3339 == "2026-10-01T00:00:00.000Z"
        && reader.required("moment", .moment)?.minuteText == "14:03"
        && reader.required("wait", .duration) == .minutes(90)
    }
    let source = """
      {int: -3, percent: 99.9%, bool: true, size: 1MiB, date: "2026-10-01", moment: "2026-10-01T14:03:00Z", wait: 1h30m}
      """
    #expect(readDocument(source, file: "f", as: shape).value == true)
  }

  @Test func `one of several keys must be there and only one`() {
    let shape = Shape<String?>.mapping("a rollback") { reader in
      let key = reader.exactlyOne(of: ["run", "none"])
      return key
    }
    #expect(
      findings("{run: a, none: b}", shape).contains("1:10: error: \"run\" and \"none\" can't stand together"))
    #expect(findings("{rum: a}", shape).contains("a rollback needs one of \"run\", \"none\""))
  }

  @Test func `a finding with a code shows it at the end`() {
    let found = readDocument("{}", file: "a.yaml", as: Sample.shape, code: "PB001").findings
    #expect(
      found.map(\.text) == ["a.yaml:1:1: error: a sample has no \"title\"; add \"title\": write text [PB001]"]
    )
  }

  @Test(arguments: [("titel", "title"), ("levle", "level"), ("EVERY", "every"), ("tag", "tags")])
  func `a mistyped word finds the one that was meant`(typed: String, meant: String) {
    #expect(nearest(to: typed, among: ["title", "every", "level", "tags"]) == meant)
  }

  @Test func `a word that is like none of them finds nothing`() {
    #expect(nearest(to: "zebra", among: ["title", "every"]) == nil)
  }
}
