import Comms
import Testing

struct VisibleTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("Grüße 🦊", "Grüße 🦊"), ("a\u{1B}[2J", "a^[[2J"), ("\u{7F}", "^?"), ("\u{0}", "^@"),
    ("\u{9B}31m", "<U+009B>31m"), ("a\u{202E}b", "a<U+202E>b"), ("a\u{200B}b", "a<U+200B>b"),
    ("\u{26A0}\u{FE0F}", "\u{26A0}"), ("a\tb", "a b"), ("\u{E0041}", "<U+E0041>"),
  ])
  func `what acts or hides becomes visible`(text: String, seen: String) {
    #expect(visible(text) == seen)
  }

  @Test(arguments: [
    ("a\nb", "a\nb", "a b"), ("a\r\nb", "a\nb", "a b"), ("a\rb", "a\nb", "a b"),
    ("a\u{2028}b", "a\nb", "a b"),
    ("a\n\nb", "a\n\nb", "a  b"),
  ])
  func `every line break is one`(text: String, lines: String, line: String) {
    #expect(visible(text) == lines)
    #expect(visible(text, oneLine: true) == line)
  }
}
