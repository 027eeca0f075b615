import Cells
import ConsoleCore
import Domain

extension Frame {
  /// The keys of one screen, from the table that handles them, and what its marks mean.
  ///
  /// What is this screen's own comes first; what can't be done now says why.
  mutating func help(_ screen: ScreenKind, _ state: State, in body: Rect) {
    scrolled(helpLines(screen, state, in: body), from: state.helpScroll, in: body.inset(left: 1, right: 1))
  }

  func helpLines(_ screen: ScreenKind, _ state: State, in body: Rect) -> [StyledText] {
    let rect = body.inset(left: 1, right: 1)
    var there = state
    there.screen = state.trail.last ?? .services
    let rows = state.keys.rows(on: screen)
    let isOwn = { (row: KeyRow) in row.screens.map { $0.count < 6 } ?? false }
    let own = rows.filter(isOwn).enumerated()
      .sorted { ($0.element.footer ?? 99, $0.offset) < ($1.element.footer ?? 99, $1.offset) }.map(\.element)
    let common = rows.filter { !isOwn($0) }
    var lines = [StyledText("The \(screen.rawValue) screen", .title)]
    for row in own { lines += keyLines(row, there, width: rect.width) }
    let legend = screen.legend
    if !legend.isEmpty {
      lines += [StyledText(), StyledText("What the marks mean", .title)]
      for (marks, meaning) in legend {
        lines += meaning.wrapped(to: max(8, rect.width - 15)).enumerated().map { index, line in
          StyledText((index == 0 ? marks : "").padded(to: 15), Style(.text, .bold)).adding(line)
        }
      }
    }
    lines += [StyledText(), StyledText("On every screen", .title)]
    for row in common { lines += keyLines(row, there, width: rect.width) }
    if !state.helpFilter.isEmpty {
      let wanted = state.helpFilter.lowercased()
      let found = (own + common).filter { row in
        "\(row.keys.map(\.name.string).joined(separator: " ")) \(row.command.rawValue) \(row.explanation)"
          .lowercased().contains(wanted)
      }
      lines = found.flatMap { keyLines($0, there, width: rect.width) }
      if lines.isEmpty { lines = [StyledText("No key has \(state.helpFilter) in its words. Esc shows all.")] }
    }
    return lines
  }

  private func keyLines(_ row: KeyRow, _ state: State, width: Int) -> [StyledText] {
    let keys = row.keys.map(\.name).joined(separator: " ")
    var text = row.explanation
    let availability = state.availability(of: row.command)
    if case .unavailable(let reason) = availability { text += " Not now: \(reason)." }
    let style: Style = availability.isAvailable ? .text : .dim
    guard width >= 60 else {
      let head = StyledText(keys.padded(to: 10), Style(.accent, .bold))
      return [head.adding("\(row.command.rawValue)", .dim)]
        + text.wrapped(to: max(8, width - 2)).map { StyledText("  ").adding($0, style) }
    }
    return text.wrapped(to: max(8, width - 31)).enumerated().map { index, line in
      guard index == 0 else { return StyledText(.blanks(31)).adding(line, style) }
      return StyledText(keys.padded(to: 15), Style(.accent, .bold))
        .adding(("\(row.command.rawValue)" as SafeText).padded(to: 16), .dim).adding(line, style)
    }
  }
}

extension ScreenKind {
  /// Marks that stand on the screen without a word beside them.
  fileprivate var legend: [(SafeText, SafeText)] {
    switch self {
    case .services:
      [
        ("DEGRADED?", "a ? after the state: worse was seen once, it is being checked again"),
        ("37^", "rising"),
        ("▁▃█  X  ?", "latency; the service was down; nothing was heard"),
        ("indented", "hurt because the service above it is"),
      ]
    case .service: [("x  !  .  ?", "the condition makes it down, degraded, neither, or is not known")]
    case .incident:
      [
        ("[x]  [=]", "done; the console saw for itself that it was"),
        ("[~]", "done although the output was not as expected"),
        ("[/]  [>]  [-]", "skipped; put off; not needed"),
        ("[!]", "failed"),
        ("02:10 / 05:00", "time used and allowed; ! the first limit is past, OVERDUE the last"),
      ]
    case .timeline:
      [
        ("*", "pinned: goes into the postmortem"),
        ("!  .", "something went wrong; a service is well again"),
        (">", "an update to people"),
        ("13:39:41<", "entered later than it happened, or its time was corrected"),
        ("-", "undone or struck through; it stays on record"),
      ]
    case .postmortem, .playbooks, .playbook, .history, .help: []
    }
  }
}
