import Cells

extension Capabilities {
  /// The shortest bytes that bring the cursor to a cell; from nil, wherever it is.
  func motion(from old: Point?, to new: Point) -> [UInt8] {
    let absolute = move(new.y, new.x)
    guard let old else { return absolute }
    guard let vertical = vertical(from: old.y, to: new.y), vertical.count < absolute.count else {
      return absolute
    }
    guard let horizontal = horizontal(from: old.x, to: new.x) else { return absolute }
    let relative = vertical + horizontal
    return relative.count < absolute.count ? relative : absolute
  }

  private func vertical(from old: Int, to new: Int) -> [UInt8]? {
    if old == new { return [] }
    let distance = abs(new - old)
    let steps = new > old ? (one: down, many: downBy) : (one: up, many: upBy)
    return Self.shorter(Self.shorter(repeated(steps.one, distance), steps.many?(distance)), toRow?(new))
  }

  private func horizontal(from old: Int, to new: Int) -> [UInt8]? {
    if old == new { return [] }
    let distance = abs(new - old)
    let steps = new > old ? (one: right, many: rightBy) : (one: left, many: leftBy)
    let step = Self.shorter(repeated(steps.one, distance), steps.many?(distance))
    let way = Self.shorter(step, toColumn?(new))
    // To the right, as far again from the beginning of the row is never less.
    guard new < old || step == nil else { return way }
    return Self.shorter(way, fromStart(to: new))
  }

  private func fromStart(to column: Int) -> [UInt8]? {
    column == 0 ? carriageReturn : carriageReturn.flatMap { start in rightBy.map { start + $0(column) } }
  }

  /// A step taken several times, while that is not absurd.
  private func repeated(_ step: [UInt8]?, _ count: Int) -> [UInt8]? {
    guard let step, step.count * count <= 8 else { return nil }
    return count == 1 ? step : Array(repeatElement(step, count: count).joined())
  }

  private static func shorter(_ one: [UInt8]?, _ other: [UInt8]?) -> [UInt8]? {
    guard let one, let other else { return one ?? other }
    return other.count < one.count ? other : one
  }
}
