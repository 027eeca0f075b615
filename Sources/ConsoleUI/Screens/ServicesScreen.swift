import Cells
import ConsoleCore
import Domain
import Settings

extension Frame {
  mutating func services(_ state: State, _ memo: RowMemo, in body: Rect) {
    let shown = state.shownServices
    guard !state.settings.services.isEmpty else { return noServices(in: body) }
    caption(state, shown: shown.count, above: body)
    guard !shown.isEmpty else {
      put("no service matches \(state.services.filter); Esc shows all", in: body.row(1).inset(left: 1), .dim)
      return
    }
    let columns = columns(state, width: body.width)
    headings(columns, in: body.row(0))
    let detailHeight = detailHeight(rows: shown.count, in: body)
    let layout = servicesLayout(shown, state, in: body)
    let (list, window, selected) = (layout.list, layout.window, layout.selected)
    memo.begin(
      RowMemo.Setting(
        revision: state.board.revision, second: state.now.wholeSecond, columns: columns, width: list.width))
    for (line, index) in window.range.enumerated() {
      serviceRow(shown[index], isSelected: index == selected, columns, state, memo, in: list.row(line))
    }
    if detailHeight > 0 {
      rule(body.row(body.height - detailHeight))
      let told = shown.first { $0.id == state.services.held } ?? shown[selected]
      detail(of: told, state, memo, in: body.droppingTop(body.height - detailHeight + 1))
    }
    position(window.range, of: shown.count, below: list)
  }

  func servicesLayout(_ shown: [RankedService], _ state: State, in body: Rect) -> ListLayout {
    ListLayout(
      body.droppingTop(1).droppingBottom(detailHeight(rows: shown.count, in: body)), total: shown.count,
      selected: shown.firstIndex { $0.id == state.services.selection } ?? 0)
  }

  /// The rows below the table: all that it leaves, and where there are many services still enough for the reason.
  private func detailHeight(rows: Int, in body: Rect) -> Int {
    let left = body.height - 1 - rows
    let least = body.height >= 16 ? 6 : 0
    return max(left, least) >= 6 ? max(left, least) : 0
  }

  private mutating func noServices(in body: Rect) {
    let ways: [(SafeText, SafeText)] = [
      ("sitrep init", "looks at this host and writes a first sitrep.yaml"),
      ("sitrep demo", "lives a whole incident on a simulated toolchain"),
      ("sitrep tour", "is the demo with a guide: five minutes"),
    ]
    let rect = body.inset(left: 2, right: 1)
    var lines = [StyledText("No services are configured.", Style(.text, .bold)), StyledText()]
    for (command, what) in ways {
      lines += labelled(command, what, labelWidth: 14, width: rect.width)
    }
    let top = lines.count < rect.height ? 1 : 0
    for (index, line) in lines.prefix(rect.height - top).enumerated() { put(line, in: rect.row(index + top)) }
  }

  /// A filter, and an order that is not the usual one, stand on the rule above the table.
  private mutating func caption(_ state: State, shown: Int, above body: Rect) {
    var line = StyledText()
    if !state.services.filter.isEmpty {
      line.add(
        " filter \(state.services.filter): \(shown) of \(state.settings.services.count) ", Style(.accent))
    }
    if state.services.order != .urgency {
      line.add(" by \(state.services.order.rawValue) ", Style(.accent))
    }
    guard line.width > 0, body.y > 0 else { return }
    putTrailing(line, in: Rect(x: body.x, y: body.y - 1, width: body.width - 1, height: 1))
  }

  /// The same whatever the filter leaves, so that nothing jumps while it is typed.
  private func columns(_ state: State, width: Int) -> ServiceColumns {
    let all = state.board.ranked
    let longest = all.reduce(0) { max($0, $1.id.rawValue.utf8.count + 2 * state.depth(of: $1)) }
    let measured = ServiceColumns.more.map(\.name).filter { state.board.hasMeasured($0) }
    return ServiceColumns(
      width: width, longestName: longest, span: "\(state.sparklineSpan.configText)",
      measured: Set(measured))
  }

  private mutating func headings(_ columns: ServiceColumns, in row: Rect) {
    var x = row.x + 1
    for column in columns.columns {
      let cell = Rect(x: x, y: row.y, width: min(column.width, row.maxX - x), height: 1)
      if column.isTrailing {
        putTrailing(StyledText(column.heading, .dim), in: cell)
      } else {
        put(column.heading, in: cell, .dim)
      }
      x += column.width
    }
  }

  private mutating func serviceRow(
    _ shown: RankedService, isSelected: Bool, _ columns: ServiceColumns, _ state: State, _ memo: RowMemo,
    in line: Rect
  ) {
    let key = RowMemo.Key(
      service: shown.id, revision: state.board.revision(of: shown.id), depth: state.depth(of: shown),
      isSelected: isSelected)
    if let kept = memo[key] { return put(kept, in: line) }
    guard let row = state.serviceRow(shown, withChecks: false) else { return }
    serviceRow(row, isSelected: isSelected, columns, state, in: line)
    memo[key] = cells(of: line)
  }

  private mutating func serviceRow(
    _ row: ServiceRow, isSelected: Bool, _ columns: ServiceColumns, _ state: State, in line: Rect
  ) {
    if isSelected { put(">", in: line, Style(.selection, .bold)) }
    let calm: Style = row.status.isRemembered ? .dim : .text
    var x = line.x + 1
    for column in columns.columns {
      let cell = Rect(x: x, y: line.y, width: max(0, min(column.width, line.maxX - x)), height: 1)
      x += column.width
      switch column.kind {
      case .name:
        let name: SafeText = "\(.blanks(2 * row.depth))\(row.id.rawValue)"
        put(name.cut(middleTo: column.width - 1), in: cell, isSelected ? Style(.selection, .bold) : calm)
      case .state:
        put(stateText(row.status), in: cell, row.status.isRemembered ? .dim : row.status.state.style)
      case .since: putTrailing("\(row.status.age(at: state.now))", in: cell, calm)
      case .value(let name): putTrailing(value(name, of: row.status, state), in: cell.inset(left: 1), calm)
      case .spark: past(row, state, hasWhy: columns.hasWhy, in: cell.inset(left: 2))
      case .why:
        put(
          reason(row.status, state, width: cell.width - 2), in: cell.inset(left: 2),
          row.status.state == .ok ? .dim : .text)
      }
    }
  }

  /// Why a service is in its state; the value that a condition has now is never what gives way.
  private func reason(_ status: ServiceStatus, _ state: State, width: Int) -> SafeText {
    let reason = state.why(status)
    // Looking for the words costs more than the row; few reasons are too long.
    guard reason.width > width, reason.string.contains(", now ") else { return reason }
    return reason.cut(middleTo: width)
  }

  private func stateText(_ status: ServiceStatus) -> SafeText {
    status.isSuspect ? status.state.markedWord + "?" : status.state.markedWord
  }

  /// The recent past; where the table has no room for reasons, what hangs from another or is old says so here.
  private mutating func past(_ row: ServiceRow, _ state: State, hasWhy: Bool, in cell: Rect) {
    let isExplained = row.status.via != nil || row.status.isRemembered || row.status.since == nil
    if isExplained, !hasWhy {
      put(reason(row.status, state, width: cell.width), in: cell, row.status.isRemembered ? .dim : .text)
    } else if !row.status.isRemembered {
      sparkline(row.id, state, in: cell)
    }
  }

  private func value(_ name: String, of status: ServiceStatus, _ state: State) -> SafeText {
    guard let value = status.values[name] else { return "-" }
    let isRising = name != "latency" && state.board.trend(name, of: status.service) == .rising
    return measured(value, name) + (isRising ? "^" : "")
  }

  private mutating func detail(
    of shown: RankedService, _ state: State, _ memo: RowMemo, in rect: Rect
  ) {
    let key = RowMemo.BlockKey(service: shown.id, rect: rect)
    if let kept = memo[key] { return put(kept, in: rect) }
    guard let row = state.serviceRow(shown), let service = state.board.service(row.id) else { return }
    detail(service, row.status, state, in: rect)
    memo[key] = block(of: rect)
  }

  /// What a good alert says, for the selected service, below the table; its past beside it where there is room.
  private mutating func detail(
    _ service: Service, _ status: ServiceStatus, _ state: State, in rect: Rect
  ) {
    let hasGraph = rect.width >= 110 && rect.height >= 8
    let (left, right) = rect.split(leading: hasGraph ? rect.width * 11 / 20 : rect.width)
    let room = left.inset(left: 1, right: 1)
    var lines =
      detailTitle(service, status, state, width: room.width) + adviceLines(service, width: room.width)
    let checks = checkLines(status, width: room.width)
    let ties = tieLines(service, state, width: room.width)
    if lines.count + 1 + checks.count <= room.height { lines += [StyledText()] + checks }
    lines += (lines.count + 1 + ties.count <= room.height ? [StyledText()] : []) + ties
    for (index, line) in lines.shortened(to: room.height).enumerated() { put(line, in: room.row(index)) }
    guard hasGraph else { return }
    verticalRule(Rect(x: right.x, y: right.y, width: 1, height: right.height))
    let plot = right.inset(left: 2, right: 1)
    graph(service.id, state, in: plot.droppingBottom(max(0, plot.height - 12)))
  }

  private func detailTitle(_ service: Service, _ status: ServiceStatus, _ state: State, width: Int)
    -> [StyledText]
  {
    var title = StyledText("\(service.title)", .title)
    title.add("  ")
    title.add(status.state.markedWord, status.state.style)
    if status.since != nil { title.add(" for \(status.age(at: state.now))") }
    let reason = state.why(status)
    guard !reason.isEmpty else { return [title] }
    guard title.width + 2 + reason.width > width else { return [title.adding(": ").adding(reason)] }
    return [title] + reason.wrapped(to: max(8, width)).map { StyledText($0) }
  }
}
