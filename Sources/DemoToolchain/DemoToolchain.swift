package import Domain

/// A class because it owns sockets and a thread that end with it: a whole toolchain on loopback, and the night in
/// which it breaks.
package final class DemoToolchain: Sendable {
  package let pace: DemoPace
  private let ports: [DemoService: Int]
  private let night: Night
  private let startedOn: Timestamp

  /// Starts the servers; they listen on 127.0.0.1 when it returns.
  ///
  /// With a `memory` it goes on where that one stopped, at its pace and on the same ports where they are free;
  /// `remember` is told what the next one needs, at the start and after each of the responder's actions, on any
  /// thread.
  ///
  /// `monotonic` must really move, for answers take their time by it; `random` makes small differences between them.
  package static func start(
    pace: DemoPace = .normal, now: @escaping @Sendable () -> Timestamp,
    monotonic: @escaping @Sendable () -> Duration, random: @escaping @Sendable () -> UInt64,
    memory: DemoMemory? = nil, remember: @escaping @Sendable (DemoMemory) -> Void = { _ in }
  ) throws(DemoFailure) -> DemoToolchain {
    let pace = memory.map { DemoPace(factor: $0.pace) } ?? pace
    let listeners = try openListeners(wanted: memory?.ports ?? [:])
    let ports = Dictionary(uniqueKeysWithValues: listeners.map { ($0.service.rawValue, $0.port) })
    let night = Night(
      pace: pace, now: now, monotonic: monotonic, random: random, memory: memory, ports: ports,
      remember: remember)
    do {
      let thread = try ServerThread { wake in
        var loop = ServerLoop(
          listeners: listeners, wake: wake, monotonic: monotonic,
          converse: { night.converse(with: $0, received: $1) })
        loop.run()
      }
      night.began(on: thread)
    } catch {
      listeners.forEach { $0.close() }
      throw error
    }
    return DemoToolchain(pace: pace, listeners: listeners, night: night, startedOn: now())
  }

  private init(pace: DemoPace, listeners: [Listener], night: Night, startedOn: Timestamp) {
    self.pace = pace
    self.night = night
    self.startedOn = startedOn
    ports = Dictionary(uniqueKeysWithValues: listeners.map { ($0.service, $0.port) })
  }

  private static func openListeners(wanted: [String: Int]) throws(DemoFailure) -> [Listener] {
    var listeners: [Listener] = []
    do {
      for service in DemoService.allCases {
        listeners.append(try Listener(service, wanted: wanted[service.rawValue]))
      }
    } catch {
      listeners.forEach { $0.close() }
      throw error
    }
    return listeners
  }

  deinit { stop() }

  package func port(of service: DemoService) -> Int { ports[service] ?? 0 }

  /// The configuration that watches the toolchain, in the form of `sitrep/config@1`.
  ///
  /// Updates are also appended to `statusFile`, an absolute path.
  package func configuration(statusFile: String) -> String {
    configurationText(pace: pace, port: port(of:), statusFile: statusFile)
  }

  /// The playbooks for the night, in the form of `sitrep/playbook@1`; `file` is a name without a folder.
  package var playbooks: [(file: String, source: String)] {
    [
      (
        "demo-registry-outage.yaml",
        playbookText(pace: pace, registryPort: port(of: .registry), today: startedOn.dateText)
      )
    ]
  }

  /// Lets the story jump forward to `elapsed`; it goes on from there.
  package func advance(to elapsed: Duration) { night.advance(to: elapsed) }

  /// The story as it stands.
  package var story: DemoStory { night.story }

  /// The texts that the chat received, the oldest first.
  package var messages: [String] { night.messages }

  /// Closes every port and connection and returns when it is done; a second call changes nothing.
  package func stop() { night.end()?.stop() }
}
