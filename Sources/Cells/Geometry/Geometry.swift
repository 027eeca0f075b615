/// A cell's place, counted from the top left corner.
package struct Point: Hashable, Sendable {
  package var x: Int
  package var y: Int

  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// Columns and rows.
package struct Size: Hashable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A rectangle of cells; it may be empty, never negative.
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  package init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

  package var isEmpty: Bool { width == 0 || height == 0 }
  package var maxX: Int { x + width }
  package var maxY: Int { y + height }

  package func contains(_ point: Point) -> Bool {
    (x..<maxX).contains(point.x) && (y..<maxY).contains(point.y)
  }

  /// The rectangle without `count` rows at its top.
  package func droppingTop(_ count: Int) -> Rect {
    let taken = min(max(0, count), height)
    return Rect(x: x, y: y + taken, width: width, height: height - taken)
  }

  /// The rectangle without `count` rows at its bottom.
  package func droppingBottom(_ count: Int) -> Rect {
    Rect(x: x, y: y, width: width, height: height - max(0, count))
  }

  /// The rectangle without `left` and `right` columns.
  package func inset(left: Int = 0, right: Int = 0) -> Rect {
    let taken = min(max(0, left), width)
    return Rect(x: x + taken, y: y, width: width - taken - max(0, right), height: height)
  }

  /// Row `index` of the rectangle, one cell high; empty when it lies outside.
  package func row(_ index: Int) -> Rect {
    (0..<height).contains(index)
      ? Rect(x: x, y: y + index, width: width, height: 1) : Rect(x: x, y: y, width: 0, height: 0)
  }

  /// The first `count` columns, and the rest.
  package func split(leading count: Int) -> (leading: Rect, trailing: Rect) {
    let taken = min(max(0, count), width)
    return (
      Rect(x: x, y: y, width: taken, height: height),
      Rect(x: x + taken, y: y, width: width - taken, height: height)
    )
  }

  /// The rectangle of the given size in the middle of this one, never larger than it.
  package func centered(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(
      x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
  }
}
