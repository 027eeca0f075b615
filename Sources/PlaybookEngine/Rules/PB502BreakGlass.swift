import Documents
import Domain

extension Rule {
  /// Where the usual way in is broken there is another, and it does not hang on what is broken.
  static let breakGlass = Rule("PB502") { subject in
    subject.playbook.access.compactMap { access in
      guard let glass = access.breakGlass else {
        return .warning(
          access.position, "\(access.id) has no break_glass", "say how to get in when this does not work")
      }
      let words = glass.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init)
      guard let behind = subject.playbook.dependsOn.first(where: { words.contains($0.rawValue) }) else {
        return nil
      }
      return .warning(
        access.position, "the break-glass way of \(access.id) hangs on \(behind)",
        "keep it where \(behind) is not needed")
    }
  }
}
