import ArgumentParser
import FoundationEssentials
import Glibc

/// Writes a line for people or scripts.
func say(_ text: String, ending: String = "\n") { print(text, terminator: ending) }

/// Writes a line where errors go.
func complain(_ text: String, ending: String = "\n") {
  var rest = Array((text + ending).utf8)[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard written > 0 else { return }
    rest = rest.dropFirst(written)
  }
}

/// What scripts read: indented, with sorted keys in snake case.
func json(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
}

/// Exit codes, near to sysexits.h.
extension ExitCode {
  /// A file that is wrong in itself: each finding was printed.
  static let dataError = ExitCode(65)
  /// What was named is not there.
  static let noInput = ExitCode(66)
  static let cannotCreate = ExitCode(73)
  /// The record took nothing up to the end.
  static let notSaved = ExitCode(74)
  /// There is no configuration yet.
  static let notConfigured = ExitCode(78)
}
