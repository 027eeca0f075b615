import Glibc

/// What the environment says about the terminal; nil and empty are the same to every rule here.
struct Environment: Sendable {
  private let value: @Sendable (String) -> String?

  init(_ value: @escaping @Sendable (String) -> String?) { self.value = value }

  /// The process's own.
  static let process = Environment { name in getenv(name).map { String(cString: $0) } }

  subscript(name: String) -> String? { value(name).flatMap { $0.isEmpty ? nil : $0 } }

  /// Whether the locale's characters are UTF-8 (POSIX: LC_ALL, else LC_CTYPE, else LANG).
  var isUTF8: Bool {
    let locale = (self["LC_ALL"] ?? self["LC_CTYPE"] ?? self["LANG"] ?? "C").lowercased()
    let codeset = locale.prefix { $0 != "@" }
    return codeset.hasSuffix("utf-8") || codeset.hasSuffix("utf8")
  }

  /// Whether colours are unwanted (no-color.org).
  var isColorless: Bool { self["NO_COLOR"] != nil }

  var clipboardWrapping: Clipboard.Wrapping {
    if self["TMUX"] != nil { return .tmux }
    if self["STY"] != nil { return .screen }
    // Over SSH only the terminal's name tells what the person sits in.
    let name = self["TERM"] ?? ""
    return name.hasPrefix("tmux") ? .tmux : name.hasPrefix("screen") ? .screen : .none
  }
}
