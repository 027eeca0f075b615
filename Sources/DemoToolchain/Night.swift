import Domain
import Synchronization

/// A class because the server thread and the console share it: the story, the chat and the dice under one lock.
final class Night: Sendable {
  private let pace: DemoPace
  private let now: @Sendable () -> Timestamp
  private let monotonic: @Sendable () -> Duration
  private let random: @Sendable () -> UInt64
  private let remember: @Sendable (DemoMemory) -> Void
  private let memory: Mutex<Memory>

  private struct Memory {
    var kept: DemoMemory
    var story: DemoStory
    var messages: [String] = []
    /// The monotonic time at which the story would have been at its beginning.
    var start: Duration
    var thread: ServerThread?
  }

  init(
    pace: DemoPace, now: @escaping @Sendable () -> Timestamp, monotonic: @escaping @Sendable () -> Duration,
    random: @escaping @Sendable () -> UInt64, memory earlier: DemoMemory?, ports: [String: Int],
    remember: @escaping @Sendable (DemoMemory) -> Void
  ) {
    self.pace = pace
    self.now = now
    self.monotonic = monotonic
    self.random = random
    self.remember = remember
    var kept = earlier ?? DemoMemory(pace: pace, beganAt: now())
    kept.ports = ports
    let passed = earlier.map { max(.zero, now() - $0.beganAt) } ?? .zero
    let story = kept.story(at: pace.storyTime(in: passed))
    memory = Mutex(Memory(kept: kept, story: story, start: monotonic() - passed))
    remember(kept)
  }

  func began(on thread: ServerThread) { memory.withLock { $0.thread = thread } }

  /// The thread to stop, once.
  func end() -> ServerThread? { memory.withLock { $0.thread.take() } }

  var messages: [String] { memory.withLock { $0.messages } }

  var story: DemoStory {
    memory.withLock { memory in
      catchUp(&memory)
      return memory.story
    }
  }

  func advance(to elapsed: Duration) {
    memory.withLock { memory in
      catchUp(&memory)
      let missing = elapsed - memory.story.elapsed
      guard missing > .zero else { return }
      memory.start -= pace.realTime(for: missing)
      memory.story.advance(to: elapsed)
    }
  }

  private func catchUp(_ memory: inout Memory) {
    memory.story.advance(to: pace.storyTime(in: monotonic() - memory.start))
  }

  /// What `service` makes of the bytes that a connection received so far.
  func converse(with service: DemoService, received: [UInt8]) -> Turn {
    switch service {
    case .redis: command(received)
    case .git, .ci, .registry, .objectStore, .postgres, .vault, .idp, .chat, .deployBot:
      request(received, to: service)
    }
  }

  private func request(_ received: [UInt8], to service: DemoService) -> Turn {
    switch readRequest(received) {
    case .unfinished: return .waits
    case .refused(let status):
      return .answers(
        Reply(
          consumed: received.count, bytes: Answer.refusal(status).bytes(withBody: true), delay: .zero,
          closes: true))
    case .complete(let request, let count):
      let answer = answer(request, of: service)
      return .answers(
        Reply(
          consumed: count, bytes: answer.bytes(withBody: request.method != "HEAD"),
          delay: answer.delay + jitter, closes: true))
    }
  }

  private func answer(_ request: Request, of service: DemoService) -> Answer {
    memory.withLock { memory in
      catchUp(&memory)
      let answer = memory.story.answer(request, of: service, at: now(), chatted: memory.messages)
      if let action = answer.action {
        memory.story.perform(action)
        memory.kept.actions.append(DemoMemory.Deed(action: action, at: memory.story.elapsed.milliseconds))
        remember(memory.kept)
      }
      if let message = answer.message { memory.messages = memory.messages.suffix(199) + [message] }
      return answer
    }
  }

  private func command(_ received: [UInt8]) -> Turn {
    switch readCommand(received) {
    case .unfinished: return .waits
    case .refused:
      return .answers(
        Reply(
          consumed: received.count, bytes: Array("-ERR Protocol error\r\n".utf8), delay: .zero, closes: true))
    case .complete(let words, let count):
      return .answers(
        Reply(
          consumed: count, bytes: Array(story.reply(to: words).utf8), delay: jitter / 8,
          closes: words.first?.uppercased() == "QUIT"))
    }
  }

  private var jitter: Duration { .milliseconds(1 + Int(random() % 39)) }
}
