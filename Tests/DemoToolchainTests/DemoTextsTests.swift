import Domain
import Testing

@testable import DemoToolchain

@Suite struct DemoTextsTests {
  @Test func `every service is watched under its own port`() throws {
    let demo = try startedDemo()
    let text = demo.configuration(statusFile: "/tmp/status.txt")
    for service in DemoService.allCases {
      #expect(text.contains("- id: \(service.rawValue)\n"))
      #expect(
        text.contains(service == .redis ? "port: \(demo.port(of: .redis))" : ":\(demo.port(of: service))/"))
    }
  }

  @Test func `the status file may have any name`() {
    #expect(quoted("/a b/\"q\"\\\u{1B}ü") == #""/a b/\"q\"\\\x1bü""#)
  }

  @Test func `a story time is written in the time that it really takes`() {
    #expect(DemoPace.normal.text(.seconds(60)) == "1m")
    #expect(DemoPace.fast.text(.seconds(60)) == "7500ms")
    #expect(DemoPace(factor: 100).text(.seconds(1)) == "250ms")
    #expect(DemoPace(factor: 0) == .normal)
  }

  @Test func `commands fit a terminal of 80 columns`() throws {
    let registry = "http://127.0.0.1:65535"
    let playbook = try #require(try startedDemo().playbooks.first)
    let commands = playbook.source.split(separator: "\n").filter { $0.contains("run: \"curl ") }
    #expect(commands.count == 7)
    for command in commands {
      let written = command.split(separator: "run: ", maxSplits: 1)[1].dropFirst().dropLast()
      #expect(written.split(separator: "${{registry}}").joined(separator: registry).count <= 72)
    }
  }
}
