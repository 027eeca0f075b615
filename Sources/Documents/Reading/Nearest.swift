/// The word that `text` was probably meant to be, or nil if none is near.
package func nearest(to text: String, among words: [String]) -> String? {
  let typed = Array(text.lowercased().utf8)
  guard typed.count <= 60 else { return nil }
  let ranked = words.map { (word: $0, distance: distance(typed, Array($0.lowercased().utf8))) }
  guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= max(1, typed.count / 3)
  else { return nil }
  return best.word
}

/// Insertions, deletions, substitutions and swaps of neighbours from one word to the other.
///
/// Optimal string alignment, after Damerau.
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var rows = [Array(0...right.count)]
  for (i, byte) in left.enumerated() {
    var row = [i + 1]
    for (j, other) in right.enumerated() {
      var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (byte == other ? 0 : 1))
      if i > 0, j > 0, byte == right[j - 1], left[i - 1] == other { best = min(best, rows[i - 1][j - 1] + 1) }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
