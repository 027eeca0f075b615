import Cells
import ConsoleCore
import Domain
import PlaybookEngine
import Support

extension Desk {
  /// The registry refuses pushes and builds pile up behind it; it is 03:05.
  static func brokenNight(login: String = "ana", mode: Place.Mode = .live) -> Desk {
    var desk = Desk(login: login, mode: mode)
    desk.answers = ["registry": .status(503, "no space left"), "ci": .waiting(30)]
    desk.pass(until: "03:05:00")
    return desk
  }

  /// The same night, declared as it was proposed, with its playbook at the first step.
  static func declaredNight(login: String = "ana", mode: Place.Mode = .live) -> Desk {
    var desk = brokenNight(login: login, mode: mode)
    desk.type("D")
    desk.press(.enter)
    return desk
  }

  /// Everything answers as it should again.
  mutating func mend() { answers = [:] }

  var declaration: Declaration? {
    if case .declare(let form)? = state.dialog { form } else { nil }
  }

  var prompt: Prompt? {
    if case .prompt(let prompt)? = state.dialog { prompt } else { nil }
  }

  var choice: Choice? {
    if case .choice(let choice)? = state.dialog { choice } else { nil }
  }

  var confirmation: Confirmation? {
    if case .confirm(let confirmation)? = state.dialog { confirmation } else { nil }
  }

  var updateForm: UpdateDraft? {
    if case .update(let draft)? = state.dialog { draft } else { nil }
  }

  /// The step that the run is at.
  var step: StepID? { run?.current?.id }

  /// Runs of commands that the console has asked for, in order.
  var runs: [CommandOrder] {
    asked.compactMap { if case .run(let order) = $0 { order } else { nil } }
  }

  /// Messages that the console has asked to be sent, in order.
  var sends: [Delivery] {
    asked.compactMap { if case .send(let delivery, _, _, _) = $0 { delivery } else { nil } }
  }

  /// A command ends, having printed this.
  mutating func ends(_ order: CommandOrder, exit: Int = 0, _ text: String) {
    act(
      .commandEnded(
        run: order.run,
        CommandOutcome(
          exit: exit, duration: .seconds(1), standardOutput: Array(text.utf8), output: Array(text.utf8),
          outputBytes: text.utf8.count)))
  }

  /// What the steps' events say, as in `done outside`.
  var stepEvents: [String] {
    bodies.compactMap { body in
      if case .step(let change) = body { "\(change.kind) \(change.step)" } else { nil }
    }
  }

  var commsEvents: [String] {
    bodies.compactMap { body in
      guard case .comms(let comms) = body else { return nil }
      return "\(comms.kind)\(comms.channel.map { " \($0)" } ?? "")"
    }
  }

  func updateClocks(_ kind: UpdateClock.Kind) -> [UpdateClock] {
    bodies.compactMap { body in
      guard case .update(let clock) = body, clock.kind == kind else { return nil }
      return clock
    }
  }
}
