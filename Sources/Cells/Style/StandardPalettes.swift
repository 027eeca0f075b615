extension Palette {
  /// Calm colours from the terminal's own sixteen, for a dark background.
  package static let standard = Palette { role in
    switch role {
    case .text: Paint()
    case .dim, .frame: Paint(foreground: .ansi(8))
    case .title: Paint(emphasis: .bold)
    case .accent, .sev3, .maintenance: Paint(foreground: .ansi(6))
    case .ok: Paint(foreground: .ansi(2))
    case .degraded: Paint(foreground: .ansi(3))
    case .down: Paint(foreground: .ansi(1), emphasis: .bold)
    case .unknown: Paint(foreground: .ansi(5))
    case .sev1: Paint(foreground: .ansi(15), background: .ansi(1), emphasis: .bold)
    case .sev2: Paint(foreground: .ansi(0), background: .ansi(3))
    case .warning: Paint(foreground: .ansi(3), emphasis: .bold)
    case .overdue: Paint(foreground: .ansi(1), emphasis: [.bold, .reverse])
    case .selection: Paint(emphasis: .bold)
    case .banner: Paint(emphasis: [.bold, .reverse])
    }
  }

  /// No colours: bold, reverse and underline alone, for a terminal without colours and for `NO_COLOR`.
  package static let monochrome = Palette { role in
    switch role {
    case .text, .dim, .frame, .ok, .maintenance, .sev3: Paint()
    case .title, .accent, .down, .selection, .warning, .sev2: Paint(emphasis: .bold)
    case .degraded, .unknown: Paint(emphasis: .underline)
    case .sev1, .overdue, .banner: Paint(emphasis: [.bold, .reverse])
    }
  }
}
