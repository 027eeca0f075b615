import Testing

@testable import TerminalCurses

@Suite struct ClipboardTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("ä", "w6Q="),
  ])
  func `text goes out in base 64`(copied: String, encoded: String) throws {
    let bytes = try #require(Clipboard.sequence(copied, wrapping: .none))
    #expect(text(bytes) == "␛]52;c;\(encoded)␛\\")
  }

  @Test func `tmux gets it for itself and to hand on`() throws {
    let bytes = try #require(Clipboard.sequence("f", wrapping: .tmux))
    #expect(text(bytes) == "␛]52;c;Zg==␛\\␛Ptmux;␛␛]52;c;Zg==␛␛\\␛\\")
  }

  @Test func `screen gets it in pieces that it hands on`() throws {
    let bytes = try #require(Clipboard.sequence(String(repeating: "x", count: 600), wrapping: .screen))
    let pieces = text(bytes).split(separator: "␛\\")
    #expect(pieces.count == 2)
    #expect(pieces.allSatisfy { $0.hasPrefix("␛P") && $0.utf8.count < 768 })
  }

  @Test func `what no terminal would take is not sent`() {
    #expect(Clipboard.sequence(String(repeating: "x", count: 74_995), wrapping: .none) == nil)
    let longest = Clipboard.sequence(String(repeating: "x", count: 74_994), wrapping: .none)
    #expect((longest?.dropLast(2).count ?? .max) < 100_000)
  }
}
