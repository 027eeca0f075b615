import Domain
import Testing

@Suite struct WitnessTests {
  private static func head(_ incident: IncidentID?, _ number: Int64) -> ChainHead {
    ChainHead(
      database: RecordRows.database, incident: incident, number: number,
      hash: [UInt8](repeating: UInt8(number), count: 32))
  }

  private let heads = [
    Self.head(nil, 40), Self.head(RecordRows.incidents[0], 41), Self.head(RecordRows.incidents[1], 42),
  ]

  @Test func `what was seen is read as it was written`() {
    var witness = Witness(text: "")
    witness.see(heads)
    #expect(Witness(text: witness.text) == witness)
    #expect(witness.heads(of: RecordRows.database) == heads)
  }

  @Test func `a chain is kept once, with what was seen last`() {
    var witness = Witness(text: "")
    witness.see(heads)
    var later = heads[1]
    later.number = 60
    witness.see([later])
    #expect(witness.heads.map(\.number) == [40, 42, 60])
  }

  @Test func `a line that is none is left out`() {
    var witness = Witness(text: "")
    witness.see(heads)
    #expect(Witness(text: "hello\n\n" + witness.text + "sitrep/x 1 y\n") == witness)
  }

  @Test func `of very many chains the latest are kept`() {
    var witness = Witness(text: "")
    for number in 0..<500 {
      witness.see([
        ChainHead(
          database: UniqueID(high: 1, low: UInt64(number)), incident: nil, number: 1,
          hash: [UInt8](repeating: 1, count: 32))
      ])
    }
    #expect(witness.heads.count == 200)
    #expect(witness.heads.last?.database == UniqueID(high: 1, low: 499))
  }
}
