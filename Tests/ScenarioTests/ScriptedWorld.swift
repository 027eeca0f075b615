import Cells
import Clients
import Domain
import Runtime
import Support
import Synchronization

/// The world of a scenario: time passes when the script says so, and everything outside answers as it was told.
///
/// A class because the consoles of a scenario share it, each on a thread of its own.
final class ScriptedWorld: Sendable {
  /// What becomes of a command.
  enum Turnout: Sendable {
    case prints(String, exit: Int = 0)
    /// Prints this and goes on until it is ended.
    case hangs(String)
  }

  private struct Script {
    var now: Timestamp
    var dice: UInt64 = 0
    var answers: [ServiceID: ProbeAnswer] = [:]
    var turnouts: [String: Turnout] = [:]
    var ran: [String] = []
    var hanging: [UniqueID: @Sendable () -> Void] = [:]
    var channels: [ChannelID: MessageResult] = [:]
    var sent: [OutgoingMessage] = []
    var files: [String: String] = [:]
  }

  private let script: Mutex<Script>

  init(at now: Timestamp) { script = Mutex(Script(now: now)) }

  var now: Timestamp { script.withLock { $0.now } }
  /// Commands that were run, in order.
  var ran: [String] { script.withLock { $0.ran } }
  /// Messages that a channel was asked to take, each attempt once.
  var sent: [OutgoingMessage] { script.withLock { $0.sent } }
  var files: [String: String] { script.withLock { $0.files } }

  func move(to moment: Timestamp) { script.withLock { $0.now = moment } }

  /// From now on a probe of the service finds this; nil is what it finds when all is well.
  func answer(_ service: ServiceID, _ answer: ProbeAnswer?) {
    script.withLock { $0.answers[service] = answer }
  }

  /// From now on a command that holds these words turns out so.
  func command(_ words: String, _ turnout: Turnout) { script.withLock { $0.turnouts[words] = turnout } }

  func channel(_ channel: ChannelID, _ result: MessageResult) {
    script.withLock { $0.channels[channel] = result }
  }

  /// The world as a console sees it, with a record of its own hand.
  func doors(store: StoreClient, of login: String) -> World {
    World(
      probes: probes, store: store, commands: commands, messages: messages, files: fileClient,
      foreground: ForegroundClient(
        edit: { text, deliver in deliver(.success(text)) }, openShell: { _, _, deliver in deliver(nil) },
        hangUp: {}),
      surroundings: surroundings,
      exportFolder: "/exports", typedTextsFile: "/home/\(login)/typed.json", isDemo: false)
  }

  var surroundings: Surroundings {
    Surroundings(
      now: { self.now },
      monotonic: { .milliseconds(self.now.milliseconds) },
      random: {
        self.script.withLock { script in
          script.dice &+= 0x9E37_79B9_7F4A_7C15
          return script.dice &* 0xBF58_476D_1CE4_E5B9
        }
      })
  }

  private var probes: ProbeClient {
    ProbeClient { probe, _, deliver in
      guard case .http(let http) = probe else { return deliver(ProbeAnswer()) }
      let service = ServiceID(String(http.url.dropFirst("http://".count).prefix { $0 != "." }))
      deliver(self.script.withLock { $0.answers[service] } ?? .well(service))
    }
  }

  private var commands: CommandClient {
    CommandClient(
      run: { request, deliver in
        let turnout = self.script.withLock { script in
          script.ran.append(request.script)
          return script.turnouts.first { request.script.contains($0.key) }?.value
        }
        switch turnout {
        case .prints(let text, let exit):
          deliver(.output(Array(text.utf8)))
          let bytes = Array(text.utf8)
          deliver(
            .ended(
              CommandEnd(
                exit: exit, duration: .seconds(1), standardOutput: bytes, output: bytes,
                outputBytes: bytes.count)))
        case .hangs(let text):
          deliver(.output(Array(text.utf8)))
          self.script.withLock { $0.hanging[request.run] = { deliver(.ended(.stopped(after: text))) } }
        case nil: deliver(.ended(CommandEnd(exit: 127, duration: .zero, notStarted: "nobody knows it")))
        }
      },
      cancel: { run in self.script.withLock { $0.hanging.removeValue(forKey: run) }?() },
      endAll: {
        let hanging = self.script.withLock { script in
          defer { script.hanging = [:] }
          return script.hanging.values.map { $0 }
        }
        for end in hanging { end() }
      })
  }

  private var messages: MessageClient {
    MessageClient { message, done in
      let result = self.script.withLock { script in
        script.sent.append(message)
        return script.channels[message.channel.id] ?? .sent
      }
      done(result)
    }
  }

  private var fileClient: FileClient {
    FileClient(
      read: { path throws(FileFailure) in
        guard let text = self.files[path] else { throw .notFound(path: path) }
        return text
      },
      write: { path, text throws(FileFailure) in self.script.withLock { $0.files[path] = text } },
      list: { _ in [] }, changedAt: { _ in nil })
  }
}

extension CommandEnd {
  static func stopped(after text: String) -> CommandEnd {
    let bytes = Array(text.utf8)
    return CommandEnd(
      signal: 15, duration: .seconds(1), standardOutput: bytes, output: bytes, outputBytes: bytes.count,
      cancelled: true)
  }
}
