import Cells
import Settings

extension State {
  /// Opens the choice of all themes, the one in use selected.
  mutating func openThemeChoice(of themes: [Theme], problem: String?) -> [Effect] {
    if let problem { warn("\(problem)") }
    guard dialog == nil else { return [] }
    let all = [Theme.standard] + themes
    var choice = Choice(
      title: "Colours: you see each as you move; Enter keeps it",
      options: all.map { Choice.Option(label: "\($0.name)", detail: "\($0.title)", answer: .theme($0)) })
    choice.selection = all.firstIndex { $0.name == theme.name } ?? 0
    dialog = .choice(choice)
    return []
  }

  /// Shows the colours of the selected theme, where themes are what is chosen from.
  func preview(_ choice: Choice) -> [Effect] {
    guard case .theme(let selected) = choice.options[choice.selection].answer else { return [] }
    return [.paint(selected.palette)]
  }

  /// Goes back to the colours from before the choice.
  func endPreview(of choice: Choice) -> [Effect] {
    guard case .theme = choice.options[choice.selection].answer else { return [] }
    return [.paint(theme.palette)]
  }

  /// Takes the colours that the configuration asks for now.
  mutating func changeTheme(to theme: Theme, problem: String?) -> [Effect] {
    if let problem {
      warn("\(problem)")
    } else if theme.name == self.theme.name {
      tell("your own colours stay; \(keys.name(of: .theme)) changes them")
    } else {
      tell("colours: \(theme.name), as the configuration says")
    }
    self.theme = theme
    return [.paint(theme.palette)]
  }

  mutating func keep(_ theme: Theme) -> [Effect] {
    self.theme = theme
    tell("colours: \(theme.name), from now on")
    return [.paint(theme.palette), .keepTheme(theme.name)]
  }
}
