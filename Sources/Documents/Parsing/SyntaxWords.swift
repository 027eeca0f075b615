/// Puts what libyaml could not read into plain words with a hint.
func report(_ problem: SyntaxProblem, of text: String, to log: FindingLog) {
  if let byte = problem.byte {
    log.error(
      at: position(ofByte: byte, in: text), "a character that YAML does not allow (\(problem.problem))",
      hint: "remove it, or write it as an escape in double quotes, as in \"\\e\"")
    return
  }
  let words = SyntaxWords(
    problem: problem.problem, context: problem.context?.text ?? "",
    found: scalar(at: problem.position, in: text))
  log.error(
    at: words.pointsAtStart ? problem.context?.position ?? problem.position : problem.position, words.message,
    hint: words.hint)
}

/// What a problem of libyaml means to somebody who writes the file.
struct SyntaxWords: Equatable {
  var message: String
  var hint: String
  /// True where the beginning of the construct says more than the place where it broke.
  var pointsAtStart = false

  init(problem: String, context: String, found: Unicode.Scalar?) {
    let row = Self.table.first { problem.contains($0.problem) && context.contains($0.context) }
    if found == "\t" || problem.contains("tab character") {
      message = "a tab can't indent YAML"
      hint = "use spaces"
    } else if let row {
      message = row.message
      hint = row.hint
      pointsAtStart = row.pointsAtStart
    } else if problem.contains("cannot start any token"), let found {
      message = "a value can't begin with \(found)"
      hint = "put the value in quotes"
    } else {
      message = "this is not YAML: \(problem)" + (context.isEmpty ? "" : " \(context)")
      hint = "look at the indentation, quotes and brackets of this line and the one above"
    }
  }

  private struct Row {
    var problem: String
    var context = ""
    var message: String
    var hint: String
    var pointsAtStart = false
  }

  private static let table: [Row] = [
    Row(
      problem: "mapping values are not allowed",
      message: "a colon where no key can stand",
      hint: "put text that holds `: ` in quotes, or mend the indentation"),
    Row(
      problem: "did not find expected ',' or '}'", message: "this { is not closed, or a comma is missing",
      hint: "end it with }; put prose inside { } in quotes", pointsAtStart: true),
    Row(
      problem: "did not find expected ',' or ']'", message: "this [ is not closed, or a comma is missing",
      hint: "end it with ]; put prose inside [ ] in quotes", pointsAtStart: true),
    Row(
      problem: "found unexpected end of stream", message: "this quote is never closed",
      hint: "end the text with the same quote", pointsAtStart: true),
    Row(
      problem: "found unexpected document indicator", message: "this quote is never closed",
      hint: "end the text with the same quote", pointsAtStart: true),
    Row(
      problem: "could not find expected ':'",
      message: "a line that is neither `key: value` nor part of a text",
      hint: "add the colon, or mend the indentation", pointsAtStart: true),
    Row(
      problem: "did not find expected key", message: "the indentation does not fit the lines above",
      hint: "begin keys of one mapping in the same column; put text with quotes inside in quotes as a whole"),
    Row(
      problem: "did not find expected '-' indicator", message: "the indentation does not fit the list above",
      hint: "begin all items of a list with `- ` in the same column"),
    Row(
      problem: "block sequence entries are not allowed", message: "a list can't begin on this line",
      hint: "begin it on a line of its own, or write [a, b]"),
    Row(
      problem: "block mapping", context: "", message: "a mapping can't begin here",
      hint: "begin it on a line of its own"),
    Row(
      problem: "unknown escape character", message: "a backslash in double quotes that is no YAML escape",
      hint: "write it twice (\\\\), or use single quotes"),
    Row(
      problem: "undefined alias", message: aliasMessage, hint: aliasHint),
    Row(
      problem: "alphabetic or numeric character", message: aliasMessage, hint: aliasHint),
    Row(
      problem: "but found another document", message: "a second document begins here",
      hint: "keep one document in a file, without `---` between"),
    Row(
      problem: "did not find expected <document start>", message: "the document ended before this line",
      hint: "mend the indentation, or bring what stands at the margin into the mapping"),
    Row(
      problem: "undefined tag handle", message: "tags (!) are not used here",
      hint: "put text that begins with ! in quotes"),
    Row(
      problem: "exceeded max", message: "nested too deep", hint: "flatten it"),
  ]
}

private func scalar(at position: Position, in text: String) -> Unicode.Scalar? {
  let scalars = Array(text.unicodeScalars)
  return offset(of: position, in: scalars).map { scalars[$0] }
}

/// The index of a place among a text's scalars, by the line breaks that libyaml counts.
private func offset(of position: Position, in scalars: [Unicode.Scalar]) -> Int? {
  var line = 1
  var index = 0
  while line < position.line {
    guard index < scalars.count else { return nil }
    let scalar = scalars[index]
    index += 1
    guard ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) else { continue }
    if scalar == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
    line += 1
  }
  let target = index + position.column - 1
  return target < scalars.count ? target : nil
}

private func position(ofByte offset: Int, in text: String) -> Position {
  var position = Position.start
  for character in String(decoding: text.utf8.prefix(offset), as: UTF8.self) {
    if character.isNewline {
      position = Position(line: position.line + 1, column: 1)
    } else {
      position.column += character.unicodeScalars.count
    }
  }
  return position
}
