import Cells

/// Where the lines of a list stand: for drawing them, and for telling which one a point lies on.
struct ListLayout {
  var list: Rect
  var window: ListWindow
  var selected: Int
  /// Rows of the selected line; of the others one each.
  var selectedHeight = 1

  init(_ list: Rect, total: Int, room: Int? = nil, selected: Int, selectedHeight: Int = 1) {
    self.list = list
    self.selected = selected
    self.selectedHeight = selectedHeight
    window = ListWindow(total: total, room: room ?? list.height, selection: selected)
  }

  /// The line that a point lies on, or nil.
  func line(at point: Point) -> Int? {
    guard list.contains(point) else { return nil }
    var y = list.y
    for index in window.range {
      y += index == selected ? selectedHeight : 1
      if point.y < y { return index }
    }
    return nil
  }
}
