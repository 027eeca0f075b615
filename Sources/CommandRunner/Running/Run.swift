import CProcess
import Clients
import Domain
import Glibc

/// A program under way: a class, for the loop moves it on in place.
final class Run {
  let order: Order
  let pid: Int32
  let marker: String
  private(set) var sources: [Source]
  private let begun = ContinuousClock.now
  private var phase: Phase
  private var output = CappedOutput()
  private var standardOutput = CappedOutput()
  private var isLeaderOver = false
  private var timedOut = false
  private var cancelled = false
  private var isTold = false

  /// What the loop listens to for this run.
  struct Source {
    var descriptor: Int32
    var kind: Kind

    enum Kind { case end, standardOutput, standardError }
  }

  private enum Phase {
    case running(deadline: ContinuousClock.Instant)
    /// The program itself has ended, but something still holds its output open.
    case draining(until: ContinuousClock.Instant)
    /// Asked to end; at `kill` it is no longer asked.
    case ending(kill: ContinuousClock.Instant)
    case killed(since: ContinuousClock.Instant)
  }

  static let patience = Duration.seconds(5)
  private static let drainTime = Duration.milliseconds(200)
  private static let lookAround = Duration.milliseconds(50)

  init(_ order: Order, pid: Int32, marker: String, sources: [Source]) {
    self.order = order
    self.pid = pid
    self.marker = marker
    self.sources = sources
    phase = .running(deadline: begun + order.timeout)
  }

  /// When the loop must look at it again, if nothing happens before.
  func wakeTime(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    switch phase {
    case .running(let deadline): deadline
    case .draining(let until): until
    case .ending, .killed: now + Self.lookAround
    }
  }
}

extension Run {
  func heard(_ source: Source) {
    switch source.kind {
    case .end:
      isLeaderOver = true
      close(source)
    case .standardOutput, .standardError:
      read(source)
    }
  }

  func cancel(at now: ContinuousClock.Instant) {
    guard case .running = phase else { return }
    cancelled = true
    ask(toEndAt: now)
  }

  /// Moves on; true when it is over and told.
  func goOn(at now: ContinuousClock.Instant) -> Bool {
    switch phase {
    case .running(let deadline):
      if isLeaderOver { return drain(now) }
      guard now >= deadline else { return false }
      timedOut = true
      ask(toEndAt: now)
      if order.kind != .command { tell(exit: nil, signal: nil, now) }
      return false
    case .draining(let until):
      return hasOutput && now < until ? false : sweepOrFinish(now)
    case .ending(let kill):
      if isLeaderOver, living.isEmpty { return finish(now) }
      if now >= kill { strike(now) }
      return false
    case .killed(let since):
      let rest = living
      // A process in the midst of a broken disk's I/O cannot be killed: it is not waited for.
      if (isLeaderOver && rest.isEmpty) || now - since > .seconds(2) { return finish(now) }
      signal(SIGKILL, rest)
      return false
    }
  }

  private var hasOutput: Bool { sources.contains { $0.kind != .end } }

  private func drain(_ now: ContinuousClock.Instant) -> Bool {
    guard hasOutput else { return sweepOrFinish(now) }
    phase = .draining(until: now + Self.drainTime)
    return false
  }

  private func sweepOrFinish(_ now: ContinuousClock.Instant) -> Bool {
    // A command may be there to start a daemon; a probe may not.
    let isClean =
      order.kind == .command || ProcessTable.adopted(marked: marker, session: pid).allSatisfy { $0 == pid }
    if isClean { return finish(now) }
    strike(now)
    return false
  }

  /// Everything that the run started and that lives, besides its first process.
  private var living: [Int32] { ProcessTable.living(marked: marker, session: pid).filter { $0 != pid } }

  private func ask(toEndAt now: ContinuousClock.Instant) {
    phase = .ending(kill: now + Self.patience)
    signal(SIGTERM, living)
    // A stopped process would not hear it.
    signal(SIGCONT, living)
  }

  private func strike(_ now: ContinuousClock.Instant) {
    phase = .killed(since: now)
    signal(SIGKILL, living)
  }

  private func signal(_ number: Int32, _ others: [Int32]) {
    // The first process is reaped last, so that no stranger can bear its number here.
    kill(-pid, number)
    for other in others { kill(other, number) }
  }
}

extension Run {
  private func read(_ source: Source) {
    withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 16) { buffer in
      // Not without end: other runs want to be heard too.
      for _ in 0..<16 {
        let count = Glibc.read(source.descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN { return }
        guard count > 0 else { return close(source) }
        take(Array(UnsafeRawBufferPointer(rebasing: buffer.prefix(count))), from: source.kind)
      }
    }
  }

  private func take(_ bytes: [UInt8], from kind: Source.Kind) {
    if kind == .standardOutput { standardOutput.append(bytes) }
    let news = output.append(bytes)
    if order.kind == .command, !news.isEmpty { order.deliver(.output(news)) }
  }

  private func close(_ source: Source) {
    Glibc.close(source.descriptor)
    sources.removeAll { $0.descriptor == source.descriptor }
  }

  private func finish(_ now: ContinuousClock.Instant) -> Bool {
    for source in sources where source.kind != .end { read(source) }
    for source in sources { close(source) }
    var code: Int32 = -1
    var number: Int32 = -1
    cprocess_reap(pid, &code, &number)
    tell(exit: code < 0 ? nil : Int(code), signal: number < 0 ? nil : Int(number), now)
    return true
  }

  private func tell(exit: Int?, signal: Int?, _ now: ContinuousClock.Instant) {
    guard !isTold else { return }
    isTold = true
    order.deliver(
      .ended(
        CommandEnd(
          exit: exit, signal: signal, duration: now - begun, standardOutput: standardOutput.bytes,
          output: output.bytes, outputBytes: output.total, timedOut: timedOut, cancelled: cancelled)))
  }
}
