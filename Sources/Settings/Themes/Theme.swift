package import Cells

/// Colours for every role, under the name that a setting calls them by.
package struct Theme: Sendable, Equatable {
  package var name: String
  /// What the picker says of it.
  package var title: String
  package var palette: Palette

  package init(name: String, title: String, palette: Palette) {
    self.name = name
    self.title = title
    self.palette = palette
  }

  /// What is built in, for when no theme is set or none can be read.
  package static let standard = Theme(
    name: "standard", title: "The terminal's own colours", palette: .standard)
}
