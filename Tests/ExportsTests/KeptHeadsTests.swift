import Domain
import Exports
import Support
import Testing

@Suite struct KeptHeadsTests {
  private let night: ExportedIncident

  init() throws { night = ExportedIncident(incident: try #require(registryNight().incident)) }

  @Test(arguments: ExportFormat.allCases)
  func `each form of an export holds heads of its own incident`(_ format: ExportFormat) throws {
    let heads = keptHeads(in: export(night, as: format))
    let last = try #require(night.incident.chainHeads.first)
    #expect(heads.contains { $0.anchor.hashPrefix == last.hash && $0.anchor.number == last.number })
    #expect(
      heads.allSatisfy { $0.anchor.database == last.database || $0.incident?.number == night.incident.number }
    )
  }

  @Test(arguments: [
    ("INC-7 is over, record #42 k7qf-2m9x-aa41-zp0d.", 7, 42),
    ("INC-5 was another.\nSEV1 INC-7: pulls fail\nrecord #1 k7qf-2m9x-aa41-zp0d\n", 7, 1),
    ("(INC-12) text, #9 K7QF-2M9X-AA41-ZP0D", 12, 9),
  ])
  func `a short head belongs to the incident named before it`(_ text: String, _ incident: Int, _ number: Int)
  {
    let heads = keptHeads(in: text)
    #expect(heads.map(\.incident?.number) == [incident])
    #expect(heads.map(\.anchor.number) == [Int64(number)])
  }

  @Test func `the head of a whole record belongs to none`() {
    let heads = keptHeads(in: "INC-1 #4 k7qf-2m9x-aa41-zp0d\nwhole record #40 k7qf-2m9x-aa41-zp0d\n")
    #expect(heads.map(\.incident?.number) == [1, nil])
  }

  @Test(arguments: ["", "nothing", "#42", "# 42 k7qf", "{\"actor\": 3}", "#1 k7qf-2m9x-aa41-zp0d"])
  func `a text without heads holds none`(_ text: String) {
    #expect(keptHeads(in: text) == [])
  }

  @Test func `the manifest is what sha256sum writes`() {
    #expect(
      manifest(of: [("b.md", "abc"), ("a.md", "")])
        == """
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.md
        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.md

        """)
  }
}
