import Cells

extension State {
  /// Gives the mouse to the console, or back to the terminal, whose text can then be selected as usual.
  mutating func switchMouse() -> [Effect] {
    hasMouse.toggle()
    tell(
      hasMouse
        ? "the mouse works here; to select text hold Shift, or \(keys.name(of: .mouse)) gives it back"
        : "the mouse is your terminal's again: select text as usual")
    return [.takeMouse(hasMouse)]
  }

  /// What the configuration says of the mouse now, where it says something new.
  mutating func followMouse(from former: Bool?, to wanted: Bool?) -> [Effect] {
    guard wanted != former, let wanted, wanted != hasMouse else { return [] }
    hasMouse = wanted
    return [.takeMouse(wanted)]
  }
}
