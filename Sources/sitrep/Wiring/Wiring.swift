import Clients
import CommandRunner
import Domain
import FilesLocal
import Glibc
import MessageCurl
import ProbeCurl
import Runtime
import Settings
import StoreGRDB

/// The one place where live clients are put together.
enum Wiring {
  /// The clock of the wall, a clock that never jumps, and the kernel's dice.
  static let surroundings = Surroundings(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    },
    monotonic: {
      var time = timespec()
      clock_gettime(CLOCK_BOOTTIME, &time)
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    },
    random: {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    })

  /// Who types: `SITREP_USER`, the user behind sudo, or the login.
  static var actor: Actor {
    let login = systemUser
    let behind = environment("SITREP_USER") ?? environment("SUDO_USER")
    return Actor(login: behind ?? login, onBehalfOf: nil, host: hostName)
  }

  /// The user that this process has the rights of.
  static var systemUser: String { passwordName() ?? environment("USER") ?? "uid\(getuid())" }

  static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(name.prefix { $0 != "." })
  }

  static let secrets = secretReader()

  static let places = Places.ofThisProcess(environment: ProcessEnvironment.all)

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// How the record at a path is opened; the one that the configuration names is shared as it says.
  static func storeOptions(_ path: String, readOnly: Bool = false, examinesFirst: Bool = false)
    -> StoreOptions
  {
    StoreOptions(
      path: path, surroundings: surroundings, origin: .ofThisProcess(toolVersion: toolVersion),
      readOnly: readOnly, examinesFirst: examinesFirst, spool: places.spool(for: path),
      group: Loading.record.flatMap { $0.file == path ? $0.group : nil })
  }

  static func world(store: StoreClient, database: String, isDemo: Bool) -> World {
    World(
      probes: .routed(network: curlProber(secrets: secrets), exec: execProber()), store: store,
      commands: commandRunner(), messages: curlMessenger(secrets: secrets), files: localFiles(),
      foreground: localForeground(drafts: .below(places.stateFolder)), surroundings: surroundings,
      exportFolder: places.exportFolder,
      typedTextsFile: "\(isDemo ? places.demoFolder : places.stateFolder)/typed.json",
      hintsFile: places.hintsFile,
      themes: { ThemeShelf.all() }, themeFile: places.themeFile,
      shellVariables: OpenedShell.variables(database: database), isDemo: isDemo)
  }

  private static func passwordName() -> String? {
    getpwuid(getuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
  }
}
