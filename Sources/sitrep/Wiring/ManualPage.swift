import ArgumentParser
import ConsoleCore
import FoundationEssentials

/// The manual page in man(7): the options as the argument parser tells them, the keys as their table does.
enum ManualPage {
  static func text(keys: KeyTable) -> String {
    guard let tool = try? JSONDecoder().decode(Tool.self, from: Data(Sitrep._dumpHelp().utf8)) else {
      return ""
    }
    let sitrep = tool.command
    return """
      .TH SITREP 1 "\(toolDate)" "sitrep \(toolVersion)" "Incident console"
      .SH NAME
      sitrep \\- the incident console for the terminal
      .SH SYNOPSIS
      .B sitrep
      .RI [ command ]
      .RI [ options ]
      .SH DESCRIPTION
      \(Roff.paragraphs(sitrep.abstract)).PP
      \(Roff.paragraphs(sitrep.discussion)).SH COMMANDS
      \((sitrep.subcommands ?? []).filter(\.isShown).map(section).joined()).SH KEYS
      In the console
      .B ?
      shows the keys of the screen one is on, and
      .B :
      takes every command by its name.
      \(keys.groups.map(section).joined())\(places)
      """ + "\n"
  }

  private static func section(_ command: Tool.Command) -> String {
    var text = ".SS sitrep \(Roff.escaped(command.commandName))\n\(Roff.paragraphs(command.abstract))"
    if let discussion = command.discussion { text += ".PP\n\(Roff.paragraphs(discussion))" }
    for argument in command.arguments ?? [] where argument.shouldDisplay && argument.valueName != "help" {
      guard argument.valueName != "version" else { continue }
      text += ".TP\n.B \(Roff.escaped(argument.call))\n\(Roff.paragraphs(argument.abstract))"
    }
    return text
  }

  private static func section(_ group: KeyGroup) -> String {
    let entries = group.rows.map { row in
      let keys = Roff.escaped(row.keyNames.joined(separator: "  "))
      return ".TP\n\\fB\(keys)\\fR   \(Roff.escaped(row.command.rawValue))\n"
        + Roff.paragraphs(row.meaning(in: .standard))
    }
    return ".SS \(Roff.escaped(group.title))\n\(entries.joined())"
  }

  private static let places = """
    .SH FILES
    .TP
    .I ~/.config/sitrep/sitrep.yaml
    The configuration;
    .I /etc/sitrep/sitrep.yaml
    is read where there is none.
    .TP
    .I ~/.config/sitrep/themes
    Themes of your own.
    .SH ENVIRONMENT
    .TP
    .B NO_COLOR
    Draws without colours.
    .TP
    .B LC_ALL, LC_CTYPE, LANG
    Anything but UTF\\-8 draws in ASCII.
    .TP
    .B EDITOR
    The editor for notes, updates and the five lines.
    .TP
    .B SITREP_INCIDENT, SITREP_DB
    Set in the shell that the console opens: the incident and the record that
    .B sitrep note
    writes to there.
    .SH EXIT STATUS
    0 where all went well; 64 for a command line that is not understood, 65 for a file that is wrong in itself,
    66 for something that is not there, 78 where there is no configuration yet.
    .B sitrep status
    and
    .B sitrep verify
    tell theirs above.
    """
}

/// What the argument parser tells of itself; what a manual has no use for is left out.
private struct Tool: Decodable {
  var command: Command

  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var subcommands: [Command]?
    var arguments: [Argument]?

    var isShown: Bool { shouldDisplay != false && commandName != "help" }
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var shouldDisplay: Bool
    var names: [Name]?
    var valueName: String?
    var abstract: String?

    /// As it is written on the command line, as in `-o, --output <output>`.
    var call: String {
      let names = (names ?? []).map { $0.kind == "long" ? "--\($0.name)" : "-\($0.name)" }
      let value = kind == "flag" ? "" : "<\(valueName ?? "value")>"
      return names.isEmpty ? value : names.joined(separator: ", ") + (value.isEmpty ? "" : " \(value)")
    }
  }
}

/// Text as roff takes it literally.
private enum Roff {
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
      .replacing("`", with: "\\(ga").replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
  }

  /// Lines that no request can begin in.
  static func paragraphs(_ text: String?) -> String {
    (text ?? "").split(separator: "\n").map { line in
      let line = escaped(String(line))
      return (line.hasPrefix(".") || line.hasPrefix("\\(aq") ? "\\&\(line)" : line) + "\n"
    }.joined()
  }
}
