import Foundation
import Support
import Testing

@Suite struct RedactTests {
  private static let secret = "hunter2-0123456789"

  private func homeWithSecret() async throws -> (home: ProgramHome, number: String) {
    let home = try ProgramHome.withNight(resolved: false)
    _ = try await BuiltProgram.run("note", "the password is \(Self.secret)", in: home)
    let listed = try await BuiltProgram.run("redact", "INC-1", in: home)
    let line = try #require(listed.lines.first { $0.contains(Self.secret) })
    return (home, String(line.prefix { $0 != " " }))
  }

  private func filesWithSecret(_ home: ProgramHome) throws -> [String] {
    let folder = "\(home.folder)/state/sitrep"
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      let bytes = FileManager.default.contents(atPath: "\(folder)/\($0)") ?? Data()
      return bytes.firstRange(of: Data(Self.secret.utf8)) != nil
    }
  }

  @Test func `a text goes from the files, the export and the screen, and the record still holds`()
    async throws
  {
    let (home, number) = try await homeWithSecret()
    defer { home.remove() }
    let redacted = try await BuiltProgram.run(
      "redact", "INC-1", number, "--reason", "a password", "--yes", in: home)
    #expect(redacted.code == 0, "\(redacted.complaint)")
    #expect(redacted.output.contains("the text of event \(number) is gone"))
    #expect(redacted.complaint == "")
    #expect(try filesWithSecret(home) == [])
    for format in ["markdown", "json", "csv", "ndjson", "html"] {
      let exported = try await BuiltProgram.run("export", "INC-1", "--format", format, in: home)
      #expect(exported.code == 0 && !exported.output.contains(Self.secret), "\(format)")
      #expect(exported.output.contains("a password"), "\(format)")
    }
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0)
    #expect(verified.output.contains("INC-1 event \(number) (note): text removed by event "))
  }

  @Test func `a text of no incident goes by its number in the record`() async throws {
    let home = try ProgramHome.withNight(resolved: true)
    defer { home.remove() }
    _ = try await BuiltProgram.run("note", "the password is \(Self.secret)", in: home)
    let listed = try await BuiltProgram.run("redact", "record", in: home)
    let line = try #require(listed.lines.first { $0.contains(Self.secret) })
    let number = String(line.prefix { $0 != " " })
    let redacted = try await BuiltProgram.run(
      "redact", "record", number, "--reason", "a password", "--yes", in: home)
    #expect(redacted.code == 0, "\(redacted.complaint)")
    #expect(redacted.output.contains("record: the text of event \(number) is gone"))
    #expect(try filesWithSecret(home) == [])
    let again = try await BuiltProgram.run(
      "redact", "record", number, "--reason", "a password", "--yes", in: home)
    #expect(again.code == 65)
    #expect(again.complaint.contains("text removed by event \((Int(number) ?? 0) + 1)"))
    let verified = try await BuiltProgram.run("verify", in: home)
    #expect(verified.code == 0)
    #expect(verified.output.contains("event \(number) (note): text removed by event "))
  }

  @Test func `nothing goes unless somebody says so`() async throws {
    let (home, number) = try await homeWithSecret()
    defer { home.remove() }
    let asked = try await BuiltProgram.run(
      "redact", "INC-1", number, "--reason", "a password", in: home, input: "yes\n")
    #expect(asked.code == 65)
    #expect(asked.complaint.contains("--yes"))
    let unreasoned = try await BuiltProgram.run("redact", "INC-1", number, "--yes", in: home)
    #expect(unreasoned.code == 65)
    #expect(unreasoned.complaint.contains("--reason"))
    #expect(try !filesWithSecret(home).isEmpty)
  }

  @Test func `what is gone already, a redaction itself and what is not there are told`() async throws {
    let (home, number) = try await homeWithSecret()
    defer { home.remove() }
    func redact(_ event: String) async throws -> BuiltProgram.Outcome {
      try await BuiltProgram.run("redact", "INC-1", event, "--reason", "a password", "--yes", in: home)
    }
    #expect(try await redact(number).code == 0)
    let again = try await redact(number)
    #expect(again.code == 65 && again.complaint.contains("text removed by event "))
    let proof = try await redact(String((Int(number) ?? 0) + 1))
    #expect(proof.code == 65 && proof.complaint.contains("it is a redaction"))
    let nothing = try await redact("999")
    #expect(nothing.code == 65 && nothing.complaint.contains("INC-1 has no event 999"))
  }
}
