import Settings
import Cells
import ConsoleCore
import Domain

/// Columns of the services table; what there is no room for goes from the right.
private struct ServiceColumns {
  let name: Int
  let spark: Int
  let why: Int

  static let state = 12
  static let since = 6
  static let latency = 8
  static let queue = 7
  static let lag = 8

  init(width: Int, longestName: Int) {
    name = min(max(10, longestName + 1), width >= 100 ? 28 : 18)
    let fixed = 1 + name + Self.state + Self.since + Self.latency + Self.queue + Self.lag
    let room = max(0, width - fixed - 2)
    why = room >= 46 ? room - 26 : 0
    spark = room >= 8 ? (why > 0 ? 22 : min(room - 1, 30)) : 0
  }
}

extension Frame {
  mutating func services(_ state: State, in body: Rect) {
    let shown = state.shownServices
    guard !state.settings.services.isEmpty else { return noServices(in: body) }
    guard !shown.isEmpty else {
      put("no service matches \(state.services.filter); Esc shows all", in: body.row(1).inset(left: 1), .dim)
      return
    }
    let longest = shown.map { $0.id.rawValue.utf8.count + 2 * state.depth(of: $0) }.max() ?? 0
    let columns = ServiceColumns(width: body.width, longestName: longest)
    headings(columns, state, in: body.row(0))
    let detailHeight = body.height - 1 - shown.count >= 6 ? min(body.height - 1 - shown.count, 12) : 0
    let list = body.droppingTop(1).droppingBottom(detailHeight)
    let selection = state.selectedService
    let selected = shown.firstIndex { $0.id == selection } ?? 0
    let window = ListWindow(total: shown.count, room: list.height, selection: selected)
    for (line, index) in window.range.enumerated() {
      guard let row = state.serviceRow(shown[index]) else { continue }
      serviceRow(row, isSelected: index == selected, columns, state, in: list.row(line))
    }
    guard detailHeight > 0, let row = state.serviceRow(shown[selected]) else { return }
    let detail = body.droppingTop(body.height - detailHeight + 1)
    rule(body.row(body.height - detailHeight))
    whatIsWrong(row, state, in: detail.inset(left: 1, right: 1))
  }

  private mutating func noServices(in body: Rect) {
    let lines: [SafeText] = [
      "No services are configured.",
      "",
      "sitrep demo    lives a whole incident on a simulated toolchain",
      "sitrep init    looks at this host and writes a first sitrep.yaml",
    ]
    for (index, line) in lines.enumerated() { put(line, in: body.droppingTop(1).row(index).inset(left: 2)) }
  }

  private mutating func headings(_ columns: ServiceColumns, _ state: State, in row: Rect) {
    var x = row.x + 1
    func heading(_ text: SafeText, _ width: Int, trailing: Bool = false) -> (SafeText, Int, Bool) {
      (text, width, trailing)
    }
    let all = [
      heading("SERVICE", columns.name), heading("STATE", ServiceColumns.state),
      heading("SINCE", ServiceColumns.since, trailing: true),
      heading("LATENCY", ServiceColumns.latency, trailing: true),
      heading(
        columns.spark > 0 ? "  last \(state.sparklineSpan.configText)" : "",
        columns.spark + (columns.spark > 0 ? 2 : 0)),
      heading("QUEUE", ServiceColumns.queue, trailing: true),
      heading("LAG", ServiceColumns.lag, trailing: true),
      heading("  WHY", columns.why),
    ]
    for (text, width, trailing) in all {
      let cell = Rect(x: x, y: row.y, width: min(width, row.maxX - x), height: 1)
      if trailing { putTrailing(StyledText(text, .dim), in: cell) } else { put(text, in: cell, .dim) }
      x += width
    }
    if !state.services.filter.isEmpty {
      putTrailing(StyledText("filter \(state.services.filter)", Style(.accent)), in: row.inset(right: 1))
    }
  }

  private mutating func serviceRow(
    _ row: ServiceRow, isSelected: Bool, _ columns: ServiceColumns, _ state: State, in line: Rect
  ) {
    let status = row.status
    if isSelected { put(">", in: line, Style(.accent, .bold)) }
    var x = line.x + 1
    func cell(_ width: Int) -> Rect {
      defer { x += width }
      return Rect(x: x, y: line.y, width: max(0, min(width, line.maxX - x)), height: 1)
    }
    let calm: Style = status.isRemembered ? .dim : .text
    let name = SafeText(repeating: "  ", count: row.depth) + "\(row.id)"
    put(name.cut(to: columns.name - 1), in: cell(columns.name), isSelected ? Style(.selection, .bold) : calm)
    put(
      "\(status.state.glyph) \(status.state.label)\(status.isSuspect ? "?" : "")",
      in: cell(ServiceColumns.state), status.isRemembered ? .dim : status.state.style)
    trailing("\(status.age(at: state.now))", in: cell(ServiceColumns.since), calm)
    trailing(value("latency", of: status), in: cell(ServiceColumns.latency), calm)
    if columns.spark > 0 { sparkline(row.id, state, in: cell(columns.spark + 2).inset(left: 2)) }
    trailing(
      value("queue_depth", of: status) + trend("queue_depth", of: status), in: cell(ServiceColumns.queue),
      calm)
    trailing(
      value("replication_lag", of: status) + trend("replication_lag", of: status),
      in: cell(ServiceColumns.lag), calm)
    if columns.why > 0 {
      put(why(status, state), in: cell(columns.why).inset(left: 2), status.state == .ok ? .dim : .text)
    }
  }

  private mutating func trailing(_ text: SafeText, in cell: Rect, _ style: Style) {
    putTrailing(StyledText(text, style), in: cell)
  }

  private func value(_ name: String, of status: ServiceStatus) -> SafeText {
    status.values[name].map { measured($0, name) } ?? "-"
  }

  private func trend(_ name: String, of status: ServiceStatus) -> SafeText {
    status.trends[name] == .rising ? "^" : ""
  }

  /// The reason in one line: the root that explains it, or what was seen, or how old the knowledge is.
  func why(_ status: ServiceStatus, _ state: State) -> SafeText {
    if status.isRemembered {
      guard let at = status.lastProbedAt else { return "not yet probed" }
      return "as of \((state.now - at).ageText) ago"
    }
    if let via = status.via { return "via \(via)" }
    return "\(status.because)"
  }

  /// What a good alert says, for the selected service, below the table.
  private mutating func whatIsWrong(_ row: ServiceRow, _ state: State, in rect: Rect) {
    var line = 0
    var title = StyledText("\(row.service.title)", .title)
    title.add("  ")
    title.add("\(row.status.state.label)", row.status.state.style)
    title.add(" for \(row.status.age(at: state.now))")
    let reason = why(row.status, state)
    if !reason.isEmpty { title.add(": \(reason)") }
    put(title, in: rect.row(line))
    line += 1
    let explain = row.service.explain
    let facts: [(SafeText, String?)] = [
      ("symptom", explain.symptom), ("cause", explain.cause), ("first step", explain.firstStep),
      ("owner", row.service.owner.primary ?? row.service.owner.team),
    ]
    for (name, text) in facts where line < rect.height {
      guard let text else { continue }
      put(name, in: rect.row(line), .dim)
      line += wrap("\(text)", in: rect.droppingTop(line).inset(left: 12), rows: 2)
    }
  }
}
