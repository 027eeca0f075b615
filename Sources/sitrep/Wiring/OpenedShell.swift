import FilesLocal
import Glibc

/// What a console tells the programs in the shell that it opened: its record, and the incident that it showed.
struct OpenedShell {
  /// As in `INC-7`; nil where no incident was shown.
  var incident: String?
  /// The record that the incident is on; nil where nobody said so.
  private var database: String?

  init() {
    incident = Wiring.environment("SITREP_INCIDENT")
    // A record that is gone, as that of a demo which was begun anew, is not made again for a note.
    database = Wiring.environment(Self.databaseName).flatMap { access($0, F_OK) == 0 ? $0 : nil }
  }

  static func variables(database: String) -> [String: String] {
    [databaseName: Wiring.places.absolute(database)]
  }

  /// The record that a command means, and the incident that was shown if it is on that record.
  func meant(named path: String?, isDemo: Bool) -> (database: String, incident: String?) {
    let isNamed = path != nil || isDemo
    let usual = Wiring.places.database(named: path, isDemo: isDemo)
    let meant = isNamed ? usual : database ?? usual
    let isSame = database.map { isOneFile($0, meant) } ?? true
    return (meant, isSame ? incident : nil)
  }

  private func isOneFile(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    return stat(first, &one) == 0 && stat(second, &other) == 0 && one.st_dev == other.st_dev
      && one.st_ino == other.st_ino
  }

  private static let databaseName = "SITREP_DB"
}
