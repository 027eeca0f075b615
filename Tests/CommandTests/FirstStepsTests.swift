import Foundation
import Support
import Testing

/// What somebody meets who has nothing yet.
@Suite struct FirstStepsTests {
  @Test func `without a configuration it tells where it looked and what to do`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let told = try await BuiltProgram.run(in: home)
    #expect(told.code == 78)
    #expect(told.output == "")
    for words in [home.configuration, "/etc/sitrep/sitrep.yaml", "sitrep demo", "sitrep init", "sitrep tour"]
    {
      #expect(told.complaint.contains(words), "\(words) is not told")
    }
  }

  @Test func `init writes a file that is in order`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try FileManager.default.removeItem(atPath: "\(home.folder)/config")
    let server = try LoopbackServer.http { _ in "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" }
    defer { server.close() }
    let written = try await BuiltProgram.run("init", "--yes", "--ports", "\(server.port)", in: home)
    #expect(written.code == 0, "\(written.complaint)")
    #expect(written.output.contains("written: \(home.configuration)"))
    #expect(written.output.contains("- id: http-\(server.port)"))
    let checked = try await BuiltProgram.run("check", in: home)
    #expect(checked.code == 0, "\(checked.output)")
  }

  @Test func `init never overwrites a file`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    try home.write("mine\n", to: home.configuration)
    for arguments in [["init", "--ports", "1"], ["init", "--yes", "--ports", "1"]] {
      let refused = try await BuiltProgram.run(BuiltProgram.path, arguments, in: home)
      #expect(refused.code == 73)
      #expect(refused.complaint.contains("is there already"))
    }
    #expect(home.read(home.configuration) == "mine\n")
  }

  @Test(arguments: ["http", "0", "70000", "80,,90"])
  func `init takes ports that are numbers`(_ ports: String) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let refused = try await BuiltProgram.run("init", "--ports", ports, in: home)
    #expect(refused.code == 64)
    #expect(refused.complaint.contains("as in 80,5432"))
  }

  @Test func `init writes nothing where nobody can be asked`() async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let refused = try await BuiltProgram.run("init", "--ports", "1", in: home, input: "y\n")
    #expect(refused.code == 73)
    #expect(refused.output.contains("schema: sitrep/config@1"), "the file is shown")
    #expect(refused.complaint.contains("--yes"))
    #expect(home.read(home.configuration) == nil)
  }

  @Test(arguments: ["status", "verify", "export"])
  func `without a record each command says so and makes none`(_ command: String) async throws {
    let home = try ProgramHome()
    defer { home.remove() }
    let told = try await BuiltProgram.run(
      BuiltProgram.path, [command] + (command == "export" ? ["INC-1"] : []), in: home)
    #expect(told.code == (command == "status" ? 3 : 66))
    #expect(!(told.output + told.complaint).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: home.database))
  }
}
