import Foundation
import Support
import Testing

@Suite struct KeyTests {
  private func key(_ home: ProgramHome, _ arguments: String...) async throws -> BuiltProgram.Outcome {
    try await BuiltProgram.run(BuiltProgram.path, ["key"] + arguments, in: home)
  }

  @Test func `a key is made once, for its owner alone, and shows its public half`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    #expect(try await key(home, "--public").code == 66)
    let made = try await key(home)
    #expect(made.code == 0, "\(made.complaint)")
    let file = "\(home.folder)/config/sitrep/key"
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    #expect(try await key(home).code == 73)
    #expect(try await key(home, "--public").lines == Array(made.lines.prefix(2)))
  }

  @Test(arguments: ["markdown", "json", "html"])
  func `a signed export is checked with the public key alone`(_ format: String) async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let publicKey = try #require(try await key(home).lines.first)
    let file = "\(home.folder)/night"
    let exported = try await BuiltProgram.run(
      "export", "INC-1", "--format", format, "--sign", "--output", file, in: home)
    #expect(exported.code == 0, "\(exported.complaint)")
    let held = try await BuiltProgram.run("verify", "--against", file, "--key", publicKey, in: home)
    #expect(held.code == 0, "\(held.output)\(held.complaint)")
    #expect(held.output.contains("signed by "))
    let signature = try #require(home.read(file)?.firstMatch(of: #/ed25519 [^ ]+ ([A-Za-z0-9+\/]{8})/#)).1
    try home.write(
      (home.read(file) ?? "").replacing(String(signature), with: String(signature.reversed())), to: "forged")
    let forged = try await BuiltProgram.run(
      "verify", "--against", "\(home.folder)/forged", "--key", publicKey, in: home)
    #expect(forged.code == 3, "\(forged.output)")
    #expect(forged.output.contains("does not fit its head"))
  }

  @Test func `an export that is not signed, or by another, does not pass for signed`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let publicKey = try #require(try await key(home).lines.first)
    let (plain, signed) = ("\(home.folder)/plain", "\(home.folder)/signed")
    _ = try await BuiltProgram.run("export", "INC-1", "--output", plain, in: home)
    _ = try await BuiltProgram.run("export", "INC-1", "--sign", "--output", signed, in: home)
    let unsigned = try await BuiltProgram.run("verify", "--against", plain, "--key", publicKey, in: home)
    #expect(unsigned.code == 3 && unsigned.output.contains("has no signed head"))
    let other = try ProgramHome()
    defer { other.remove() }
    let stranger = try #require(try await key(other).lines.first)
    let wrong = try await BuiltProgram.run("verify", "--against", signed, "--key", stranger, in: home)
    #expect(wrong.code == 3 && wrong.output.contains("is signed by another key"))
  }

  @Test func `without a key nothing is signed, and it says how to make one`() async throws {
    let home = try ProgramHome.withNight()
    defer { home.remove() }
    let refused = try await BuiltProgram.run("export", "INC-1", "--sign", in: home)
    #expect(refused.code == 66 && refused.complaint.contains("sitrep key makes one"))
  }
}
