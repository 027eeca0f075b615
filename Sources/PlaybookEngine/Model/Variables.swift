/// The names of the variables that a text uses as `${{name}}`, each once, in their order.
package func variableNames(in text: String) -> [String] {
  var names: [String] = []
  var rest = Substring(text)
  while let open = rest.firstRange(of: "${{") {
    rest = rest[open.upperBound...]
    guard let close = rest.firstRange(of: "}}") else { break }
    let name = String(rest[..<close.lowerBound])
    if !names.contains(name) { names.append(name) }
    rest = rest[close.upperBound...]
  }
  return names
}

/// The text with every `${{name}}` replaced; what has no value stays as it is.
func substituted(_ text: String, _ value: (String) -> String?) -> String {
  var result = ""
  var rest = Substring(text)
  while let open = rest.firstRange(of: "${{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
    let name = String(rest[open.upperBound..<close.lowerBound])
    result += rest[..<open.lowerBound]
    result += value(name) ?? String(rest[open.lowerBound..<close.upperBound])
    rest = rest[close.upperBound...]
  }
  return result + rest
}
