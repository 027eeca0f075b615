import Cells
import ConsoleCore
import Domain

/// The columns of the services table at one width: the dear ones always, the others where there is room.
struct ServiceColumns: Equatable {
  enum Kind: Equatable {
    case name, state, since, spark, why
    /// A measurement by its name.
    case value(String)
  }

  struct Column: Equatable {
    let kind: Kind
    let heading: SafeText
    let width: Int
    var isTrailing = false
  }

  private(set) var columns: [Column]
  /// Where there is no column for the reason, what can't be left out stands where the past would.
  let hasWhy: Bool

  /// From this width on there are columns for what only some services measure.
  static let roomForMore = 130

  /// What has a column only where a service measures it.
  static let more: [(name: String, heading: SafeText)] = [
    ("disk_used", "DISK"), ("cert_days", "CERT"), ("backup_age", "BACKUP"),
  ]

  init(width: Int, longestName: Int, span: SafeText, measured: Set<String>) {
    let name = min(max(10, longestName + 1), width >= 100 ? 30 : width >= 76 ? 18 : 16)
    var columns = [
      Column(kind: .name, heading: "SERVICE", width: name),
      Column(kind: .state, heading: "STATE", width: 12),
      Column(kind: .since, heading: "SINCE", width: 6, isTrailing: true),
      Column(kind: .value("latency"), heading: "LATENCY", width: 8, isTrailing: true),
    ]
    var tail = [
      Column(kind: .value("queue_depth"), heading: "QUEUE", width: 8, isTrailing: true),
      Column(kind: .value("replication_lag"), heading: "LAG", width: 8, isTrailing: true),
    ]
    if width >= Self.roomForMore {
      tail += Self.more.filter { measured.contains($0.name) }.map {
        Column(kind: .value($0.name), heading: $0.heading, width: 8, isTrailing: true)
      }
    }
    var room = width - 2 - (columns + tail).reduce(0) { $0 + $1.width }
    // Why a service is hurt is worth more than its numbers.
    for dropped in ["replication_lag", "latency", "queue_depth"] where room < 14 {
      columns.removeAll { $0.kind == .value(dropped) }
      tail.removeAll { $0.kind == .value(dropped) }
      room += 8
    }
    hasWhy = room >= 44
    let spark = hasWhy ? (room >= 60 ? 26 : 18) : room >= 8 ? room : 0
    if spark > 0 { columns.append(Column(kind: .spark, heading: "  last \(span)", width: spark)) }
    columns += tail
    if hasWhy { columns.append(Column(kind: .why, heading: "  WHY", width: room - spark)) }
    self.columns = columns
  }
}
