/// Reads a whole file strictly: all its findings from top to bottom, and the value unless it could not be built.
///
/// `code` is given to every finding. The value may be there beside errors: the caller says whether it trusts it.
package func readDocument<Value>(_ source: String, file: String, as shape: Shape<Value>, code: String? = nil)
  -> (value: Value?, findings: [Finding])
{
  let log = FindingLog(file: file, code: code)
  guard let node = parse(source, limits: DocumentLimits(), log: log) else { return (nil, log.findings) }
  return (shape.read(node, log), log.findings)
}
