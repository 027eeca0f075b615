import Cells
import Domain

/// The rows of the services table, and what is told below it, as they were drawn last: the same key, the same cells.
///
/// A class because it outlives the frames; whoever draws again and again keeps one.
package final class RowMemo {
  /// What all rows follow from.
  struct Setting: Equatable {
    var revision: Int
    var second: Timestamp
    var columns: ServiceColumns
    var width: Int
  }

  struct Key: Hashable {
    var service: ServiceID
    var revision: Int
    var depth: Int
    var isSelected: Bool
  }

  struct BlockKey: Equatable {
    var service: ServiceID
    var rect: Rect
  }

  private var block: (key: BlockKey, rows: [[Cell]])?
  private var setting: Setting?
  private var rows: [Key: [Cell]] = [:]

  package init() {}

  /// Forgets the rows unless they follow from the same.
  func begin(_ setting: Setting) {
    guard setting != self.setting else { return }
    self.setting = setting
    rows.removeAll(keepingCapacity: true)
    block = nil
  }

  subscript(key: BlockKey) -> [[Cell]]? {
    get { block?.key == key ? block?.rows : nil }
    set { block = newValue.map { (key, $0) } }
  }

  subscript(key: Key) -> [Cell]? {
    get { rows[key] }
    set { rows[key] = newValue }
  }
}
