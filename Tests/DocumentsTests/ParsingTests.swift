import Testing

@testable import Documents

private func parsed(_ source: String, limits: DocumentLimits = DocumentLimits()) -> String {
  parseDocument(source, file: "f", limits: limits).findings.map { String($0.text.dropFirst(2)) }
    .joined(separator: "\n")
}

struct ParsingTests {
  @Test func `nodes carry the line and column where they begin`() {
    let node = parseDocument("a: 1\nb:\n  - x\n  - {c: y}\n", file: "f").node
    #expect(node?["b"]?.items?[1]["c"]?.position == Position(line: 4, column: 9))
    #expect(node?.entries?[1].key.position == Position(line: 2, column: 1))
  }

  @Test func `the shortest documents are read`() {
    #expect(parseDocument("a: b", file: "f").node?["a"]?.scalar?.text == "b")
    #expect(parseDocument("x", file: "f").node?.scalar?.text == "x")
  }

  @Test func `an empty file and a file of comments are findings`() {
    #expect(parsed("").contains("the file is empty"))
    #expect(parsed("# nothing\n").contains("the file is empty"))
  }

  @Test func `every duplicate key is told with the line of the first`() {
    #expect(
      parsed("a: 1\nb: {c: 1, c: 2}\na: 2\n\"a\": 3\n") == """
        2:11: error: duplicate key "c"; it stands on line 2 already; keep one
        3:1: error: duplicate key "a"; it stands on line 1 already; keep one
        4:1: error: duplicate key "a"; it stands on line 1 already; keep one
        """)
  }

  @Test func `duplicate keys leave the first value and its name in place`() {
    let node = parseDocument("größe: 1\r\ngröße: 2\r\n", file: "f").node
    #expect(node?["größe"]?.scalar?.text == "1")
  }

  @Test func `a missing value is a finding wherever it is`() {
    #expect(
      parsed("a:\nb: ~\nc: [null, x]\nd: {label: one, two}\n").split(separator: "\n").map { $0.prefix(5) }
        == [
          "1:3: ", "2:4: ", "3:5: ", "4:20:",
        ])
  }

  @Test func `bare words with another meaning are refused as keys`() {
    #expect(
      parsed("on: 1\n\"no\": 2\n")
        == "1:1: error: the key on is a yes-or-no value to YAML; write \"on\" in quotes")
  }

  @Test func `anchors aliases and tags are refused at their places`() {
    #expect(
      parsed("a: &x [1]\nb: *x\nc: !own {e: 1}\n") == """
        1:4: error: anchors (&) and aliases (*) are not used here; write the value out where it is needed, or put the text in quotes
        2:4: error: anchors (&) and aliases (*) are not used here; write the value out where it is needed, or put the text in quotes
        3:4: error: the tag !own is not used here; leave it out; quote what is meant as text
        """)
  }

  @Test func `a bomb of aliases is refused in the time it takes to read it`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      bomb +=
        "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
        + "]\n"
    }
    bomb += "? *a30\n: 1\n"
    #expect(parsed(bomb).contains("anchors (&) and aliases (*) are not used here"))
  }

  @Test func `shell text with ampersands and stars is no alias`() {
    let lines = Array(repeating: "  run *x && run &x; ls -- *x &x", count: 40).joined(separator: "\n")
    #expect(!parsed("a: \"make & wait *now\"\nb: 'x *y &y'\n").contains("error"))
    #expect(parseDocument("a: |\n  ls *.log & echo *.yaml\n", file: "f").findings.isEmpty)
    #expect(parsed("a: |\n\(lines)\n") == "")
  }

  @Test func `size depth and number of values are bounded`() {
    #expect(
      parsed(String(repeating: "#", count: 2000), limits: DocumentLimits(size: 1024)).contains(
        "larger than 1 KiB"))
    #expect(
      parsed("a: [[[[1]]]]", limits: DocumentLimits(depth: 3))
        == "1:6: error: nested deeper than 3 levels; flatten it")
    #expect(parsed("[1, 2, 3, 4]", limits: DocumentLimits(nodes: 3)).contains("more than 3 values"))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "\u{0}", "\"\u{1B}", "%YAML 9.9\n---\n", "&a ", "!", "|"])
  func `hostile text is refused with a finding`(repeated: String) {
    let source = String(repeating: repeated, count: 100_000)
    #expect(!parseDocument(source, file: "f").findings.isEmpty)
  }

  @Test(arguments: [
    ("a:\n\tb: 1", "2:1: error: a tab can't indent YAML; use spaces"),
    ("a: \"open\nb: 1", "1:4: error: this quote is never closed; end the text with the same quote"),
    ("a: b: c", "1:5: error: a colon where no key can stand"),
    ("a: {b: 1\nc: 2", "1:4: error: this { is not closed, or a comma is missing"),
    ("a: [b, c\nd: 2", "1:4: error: this [ is not closed, or a comma is missing"),
    ("a: @b", "1:4: error: a value can't begin with @; put the value in quotes"),
    ("a: \"\\d\"", "1:5: error: a backslash in double quotes that is no YAML escape"),
    ("a: 1\nb\nc: 2", "2:1: error: a line that is neither `key: value` nor part of a text"),
    ("a: 1\n  b: 2", "2:4: error: a colon where no key can stand"),
    ("a:\n  b: 1\n c: 2", "3:2: error: the indentation does not fit the lines above"),
    ("a: 1\n---\nb: 2", "2:1: error: a second document begins here"),
    ("a: *x", "1:4: error: anchors (&) and aliases (*) are not used here"),
  ])
  func `a syntax error is told in plain words at its place`(source: String, expected: String) {
    let found = parsed(source)
    #expect(found.hasPrefix(expected), "\(found)")
  }
}
