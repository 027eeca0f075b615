import CProcess
import Clients
import Dispatch
import Domain
import Glibc
import Synchronization

/// The one owner of all programs that are run; one, for the kernel gives orphans to a process and not to a part of it.
let processes = ProcessInbox()

/// Orders from any thread for the loop's: a class, for both sides hold the same one.
final class ProcessInbox: Sendable {
  enum Message: Sendable {
    case start(Order, asked: ContinuousClock.Instant)
    case cancel(UniqueID)
    case endAll(DispatchSemaphore)
  }

  private struct State {
    var messages: [Message] = []
    var isStarted = false
  }

  private let state = Mutex(State())
  /// Written to when there is a message; -1 where the system gives none.
  private let bell: (read: Int32, write: Int32)

  init() {
    var ends: [Int32] = [-1, -1]
    bell = cprocess_pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
  }

  func put(_ message: Message) {
    let isFirst = state.withLock { state in
      state.messages.append(message)
      // One byte serves all messages until the loop takes them.
      if state.messages.count == 1 { ring() }
      defer { state.isStarted = true }
      return !state.isStarted
    }
    guard isFirst else { return }
    DispatchQueue(label: "sitrep.processes").async { [self] in ProcessLoop(inbox: self, bell: bell.read).run()
    }
  }

  func take() -> [Message] {
    state.withLock { state in
      var byte: UInt8 = 0
      while read(bell.read, &byte, 1) > 0 {}
      defer { state.messages = [] }
      return state.messages
    }
  }

  private func ring() {
    var byte: UInt8 = 1
    _ = write(bell.write, &byte, 1)
  }
}

/// The thread on which programs are started, heard and ended: a class, for its parts change under each other.
final class ProcessLoop {
  private let inbox: ProcessInbox
  private let bell: Int32
  private var runs: [Run] = []
  private var waiting: [(order: Order, asked: ContinuousClock.Instant)] = []
  private var orphans = Orphans()
  /// Those who wait until no command runs any more.
  private var leaving: [DispatchSemaphore] = []
  private var count: UInt64 = 0

  private static let probesAtOnce = 32
  /// How much later than its timeout a probe may answer, for having waited its turn.
  private static let grace = Duration.milliseconds(400)

  init(inbox: ProcessInbox, bell: Int32) {
    self.inbox = inbox
    self.bell = bell
  }

  func run() -> Never {
    while true {
      for message in inbox.take() { receive(message) }
      startWaiting()
      listen()
      moveOn()
    }
  }

  private func receive(_ message: ProcessInbox.Message) {
    switch message {
    case .start(let order, let asked):
      if order.kind == .probe { waiting.append((order, asked)) } else { start(order) }
    case .cancel(let id):
      for run in runs where run.order.run == id { run.cancel(at: ContinuousClock.now) }
    case .endAll(let ended):
      for run in runs where run.order.kind == .command { run.cancel(at: ContinuousClock.now) }
      leaving.append(ended)
    }
  }

  private func startWaiting() {
    let now = ContinuousClock.now
    waiting.removeAll { entry in
      guard now - entry.asked > entry.order.timeout / 2 + Self.grace else { return false }
      entry.order.refuse("this host was too busy to run it in time: run it less often")
      return true
    }
    while let first = waiting.first, runs.count(where: { $0.order.kind == .probe }) < Self.probesAtOnce {
      waiting.removeFirst()
      var order = first.order
      order.timeout = min(order.timeout, order.timeout + Self.grace - (now - first.asked))
      start(order)
    }
  }

  private func start(_ order: Order) {
    count += 1
    // Only while something runs: an orphan that comes later would be one of another part of the program, and
    // nobody would reap it.
    if runs.isEmpty { cprocess_adopt_orphans(true) }
    do throws(SpawnProblem) {
      runs.append(try Run.start(order, marker: "\(getpid()).\(count)"))
    } catch {
      order.refuse(error.words)
      if runs.isEmpty { cprocess_adopt_orphans(false) }
    }
  }

  private func listen() {
    var sources: [(run: Run?, source: Run.Source?)] = [(nil, nil)]
    var descriptors = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
    for run in runs {
      for source in run.sources {
        sources.append((run, source))
        descriptors.append(pollfd(fd: source.descriptor, events: Int16(POLLIN), revents: 0))
      }
    }
    for descriptor in orphans.living.values {
      sources.append((nil, nil))
      descriptors.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    guard poll(&descriptors, nfds_t(descriptors.count), patience) > 0 else { return }
    for (descriptor, entry) in zip(descriptors, sources) where descriptor.revents != 0 {
      if let run = entry.run, let source = entry.source {
        run.heard(source)
      } else if descriptor.fd != bell {
        orphans.ended(descriptor.fd)
        lookForOrphans()
      }
    }
  }

  private func moveOn() {
    let now = ContinuousClock.now
    let before = runs.count
    runs.removeAll { $0.goOn(at: now) }
    if !leaving.isEmpty, !runs.contains(where: { $0.order.kind == .command }) {
      for ended in leaving { ended.signal() }
      leaving = []
    }
    guard runs.count < before else { return }
    if runs.isEmpty { cprocess_adopt_orphans(false) }
    lookForOrphans()
  }

  private func lookForOrphans() { orphans.look(besides: Set(runs.map(\.pid))) }

  /// Milliseconds to wait where nothing is heard; for ever where nothing is under way.
  private var patience: Int32 {
    let now = ContinuousClock.now
    var wake = runs.map { $0.wakeTime(now) }.min()
    if !waiting.isEmpty { wake = min(wake ?? now + .milliseconds(50), now + .milliseconds(50)) }
    guard let wake else { return -1 }
    return Int32(clamping: max(0, (wake - now).milliseconds + 1))
  }
}

extension Order {
  func refuse(_ why: String) { deliver(.ended(CommandEnd(notStarted: why))) }
}
