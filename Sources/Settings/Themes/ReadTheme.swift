import Cells
package import Documents

/// Reads `sitrep/theme@1` strictly: the theme unless there is an error, and all findings of the file and of those it
/// inherits from.
///
/// `named` answers the name of another theme with its file. What a theme says itself goes before what it inherits,
/// the palette's names too: with another `red` every inherited role that is `red` changes. A role without `fg` has the
/// colour of `text`, one without `bg` stands on `ground`.
package func readTheme(
  _ source: String, name: String, file: String, named: (String) -> (file: String, source: String)?
) -> (theme: Theme?, findings: [Finding]) {
  var lineage: [ThemePart] = []
  var findings: [Finding] = []
  var seen: Set<String> = [name]
  var next: (file: String, source: String)? = (file, source)
  while let read = next {
    next = nil
    let log = FindingLog(file: read.file)
    let (node, parsing) = parseDocument(read.source, file: read.file)
    findings += parsing
    if let part = node.flatMap({ Shape.themePart(log).read($0, log) }) {
      lineage.append(part)
      if let wanted = part.inherits { next = parent(wanted, seen: &seen, log, named) }
    }
    findings += log.findings
  }
  if let own = lineage.first, findings.isEmpty {
    let palette = resolve(lineage)
    findings += lineage.flatMap(\.log.findings)
    if let palette, findings.isEmpty {
      return (Theme(name: name, title: own.title ?? name, palette: palette), [])
    }
  }
  return (nil, Set(findings).sorted())
}

private func parent(
  _ wanted: Located<String>, seen: inout Set<String>, _ log: FindingLog,
  _ named: (String) -> (file: String, source: String)?
) -> (file: String, source: String)? {
  guard seen.insert(wanted.value).inserted else {
    log.error(
      at: wanted.position, "the theme inherits from itself by way of \"\(wanted.value)\"",
      hint: "take one \"inherits\" out")
    return nil
  }
  guard let found = named(wanted.value) else {
    log.error(
      at: wanted.position, "there is no theme \"\(wanted.value)\"",
      hint: "write the name of a file in Themes, without .yaml")
    return nil
  }
  return found
}

/// Puts what the themes say over each other, the first on top; nil where a role is said nowhere.
private func resolve(_ lineage: [ThemePart]) -> Palette? {
  let names = lineage.reduce(into: [:]) { $0.merge($1.palette) { first, _ in first } }
  func color(_ word: Located<ColorWord>?, _ log: FindingLog) -> Color? {
    guard let word else { return nil }
    switch word.value {
    case .own: return nil
    case .color(let color): return color
    case .named(let name):
      if let color = names[name] ?? ColorWord.terminal[name] { return color }
      let near = nearest(to: name, among: Array(names.keys) + Array(ColorWord.terminal.keys))
      log.error(
        at: word.position, "there is no colour \"\(name)\"",
        hint: near.map { "did you mean \"\($0)\"?" }
          ?? "name it under \"palette\", or write it as \"#5fafd7\"")
      return nil
    }
  }
  let ground = lineage.first { $0.ground != nil }.flatMap { color($0.ground, $0.log) }
  let plain = lineage.first { $0.roles[.text] != nil }.flatMap { color($0.roles[.text]?.foreground, $0.log) }
  var paints: [Role: Palette.Paint] = [:]
  for role in Role.allCases {
    guard let part = lineage.first(where: { $0.roles[role] != nil }), let said = part.roles[role] else {
      lineage[0].log.error(
        at: lineage[0].position, "the theme says nothing of \"\(role)\"",
        hint: "add it under \"roles\", or inherit from a theme that has it")
      continue
    }
    paints[role] = Palette.Paint(
      foreground: said.foreground == nil ? plain : color(said.foreground, part.log),
      background: color(said.background, part.log) ?? ground,
      emphasis: said.emphasis)
  }
  guard paints.count == Role.allCases.count else { return nil }
  return Palette { paints[$0] ?? Palette.Paint() }
}
