import Domain
import Exports
import Support
import Testing

struct ExportGoldenTests {
  @Test(arguments: ExportFormat.allCases)
  func `a night in every form`(format: ExportFormat) throws {
    let exported = ExportedIncident(incident: try #require(correctedNight()))
    assertGolden(export(exported, as: format), named: "night.\(format.fileExtension)")
  }

  @Test(arguments: [ExportFormat.markdown, .html])
  func `an open drill in the readable forms`(format: ExportFormat) throws {
    let incident = try #require(registryNight(isDrill: true, resolved: false).incident)
    let exported = ExportedIncident(incident: incident, asOf: moment("14:22:00"))
    assertGolden(export(exported, as: format), named: "open-drill.\(format.fileExtension)")
  }

  private func correctedNight() -> Incident? {
    var night = registryNight()
    let note = night.add(.note(Note(text: "disk ful on reg-1 | `rm -rf` | <b>")), at: "14:45:00", by: "raj")
    night.add(
      .correction(Correction(text: "disk full on reg-1", reason: "typo")), at: "14:46:00", corrects: note)
    let wrong = night.add(.note(Note(text: "the network is at fault")), at: "14:47:00")
    night.add(.correction(Correction(retracted: true, reason: "it was not")), at: "14:48:00", corrects: wrong)
    night.add(.pin(Pin(pinned: true)), at: "14:49:00", corrects: note)
    night.add(
      .unknown(
        UnknownKind(kind: "weather_changed", payload: Array(#"{"wind": 3.0, "note": "é\#u{202E}"}"#.utf8))),
      at: "14:50:00")
    return night.incident
  }
}
