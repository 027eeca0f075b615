import ArgumentParser
import Clients
import ConsoleCore
import DemoToolchain
import Domain
import FilesLocal
import Settings

struct DemoOptions: ParsableArguments {
  @Flag(help: "Let time run eight times as fast; a demo that goes on keeps its pace.") var fast = false
  @Flag(help: "Forget the last demo and begin again.") var fresh = false
  @Flag(help: "Draw with ASCII characters only.") var ascii = false
  @Flag(help: "Take clicks and the wheel of the mouse.") var mouse = false
  @Option(help: "The colours: a theme's name, or its file.") var theme: String?
}

/// The simulated toolchain with a console on it.
struct DemoConsole {
  let options: DemoOptions
  var isTour = false
  var isPlain = false

  func run() throws {
    let home = DemoHome(folder: Wiring.places.demoFolder)
    if options.fresh { home.forget() }
    let toolchain: DemoToolchain
    do throws(DemoFailure) {
      let surroundings = Wiring.surroundings
      toolchain = try DemoToolchain.start(
        pace: options.fast ? .fast : .normal, now: surroundings.now, monotonic: surroundings.monotonic,
        random: surroundings.random, memory: home.memory, remember: home.remember)
    } catch {
      complain("sitrep: \(error)")
      throw ExitCode.cannotCreate
    }
    defer { toolchain.stop() }
    throw ExitCode(open(toolchain, home))
  }

  private func open(_ toolchain: DemoToolchain, _ home: DemoHome) -> Int32 {
    let file = "the demo's configuration"
    let source = toolchain.configuration(statusFile: home.statusFile)
    guard case .ready(let settings, _, _) = Loading.read(source, file: file, localFiles()) else {
      complain("sitrep: the demo's own configuration can't be read; this is a fault of sitrep")
      return 70
    }
    let console = ConsoleOptions(
      ascii: options.ascii, mouse: options.mouse, theme: options.theme, plain: isPlain)
    let session = ConsoleSession(
      place: Place(name: settings.place ?? "demo", mode: .demo, runsAs: Wiring.systemUser),
      settings: settings, configuration: nil,
      options: console, database: home.database,
      beginning: ConsoleBeginning(console, database: home.database),
      ownPlaybooks: toolchain.playbooks, isTour: isTour)
    return session.run()
  }
}
