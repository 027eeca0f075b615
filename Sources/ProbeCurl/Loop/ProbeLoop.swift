import CCurl
import Domain

/// Runs until the inbox is closed; blocks its thread.
func runProbeLoop(inbox: Inbox, limits: ProbeLimits) {
  guard ccurl_load(), let multi = ccurl_multi_init() else {
    let why = ccurl_load() ? "libcurl has no memory" : String(cString: ccurl_load_error())
    return inbox.refuse(why)
  }
  let loop = ProbeLoop(multi: multi, limits: limits)
  inbox.attach(Bell(of: multi))
  while let jobs = inbox.take() {
    loop.turn(jobs)
  }
  inbox.attach(nil)
  loop.end()
}

/// The state of the one thread that libcurl's multi handle belongs to: a class, for its parts change under each other.
final class ProbeLoop {
  private let multi: UnsafeMutableRawPointer
  private let limits: ProbeLimits
  private var waiting = JobQueue()
  private var waitingForHandshake = JobQueue()
  private var inFlight: [UnsafeMutableRawPointer: Transfer] = [:]
  private var handshaking: [Transfer] = []
  private var conversations: [Conversation] = []
  private var idle: [Transfer] = []
  private var lastWeeding = ContinuousClock.now

  init(multi: UnsafeMutableRawPointer, limits: ProbeLimits) {
    self.multi = multi
    self.limits = limits
  }

  /// Takes jobs in, moves all transfers on, answers what is done, and sleeps until something happens.
  func turn(_ jobs: [Job]) {
    let now = ContinuousClock.now
    for job in jobs {
      if job.question.wantsHandshake { waitingForHandshake.append(job) } else { waiting.append(job) }
    }
    weed(now)
    admit(now)
    ccurl_multi_perform(multi)
    answerDone()
    // What has just ended made room.
    admit(ContinuousClock.now)
    sleep()
  }

  func end() {
    for transfer in inFlight.values { ccurl_multi_remove(multi, transfer.easy) }
    for conversation in conversations { ccurl_multi_remove(multi, conversation.transfer.easy) }
    inFlight = [:]
    conversations = []
    idle = []
    ccurl_multi_cleanup(multi)
  }

  private func sleep() {
    var sockets = conversations.map(\.waitsFor)
    ccurl_multi_poll(multi, &sockets, UInt32(sockets.count), patience)
    let now = ContinuousClock.now
    guard !conversations.isEmpty else { return }
    var going: [Conversation] = []
    for (index, conversation) in conversations.enumerated() {
      if let answer = conversation.goOn(isReady: sockets[index].revents != 0, at: now) {
        finish(conversation.transfer, with: answer)
      } else {
        going.append(conversation)
      }
    }
    conversations = going
  }

  /// Milliseconds to sleep where nothing happens; libcurl shortens it by its own timers.
  private var patience: Int32 {
    // Nothing to do is nothing to wake up for.
    var longest = Int64(Int32.max)
    if !waiting.isEmpty || !waitingForHandshake.isEmpty { longest = limits.handshakeShare.milliseconds }
    let now = ContinuousClock.now
    for conversation in conversations {
      longest = min(longest, max(0, (conversation.deadline - now).milliseconds + 1))
    }
    return Int32(longest)
  }
}

extension ProbeLoop {
  /// Answers those that have waited too long for their turn.
  private func weed(_ now: ContinuousClock.Instant) {
    guard now - lastWeeding >= limits.handshakeShare else { return }
    lastWeeding = now
    for job in waiting.removeAll(where: { $0.allowance(at: now) == nil })
      + waitingForHandshake.removeAll(where: { $0.allowance(at: now) == nil })
    {
      job.answer(.neverAsked)
    }
  }

  private func admit(_ now: ContinuousClock.Instant) {
    if !handshaking.isEmpty { handshaking.removeAll { !isHandshaking($0, now) } }
    while inFlight.count + conversations.count < limits.transfers {
      if handshaking.count < limits.handshakes, let job = waitingForHandshake.next() {
        start(job, now)
      } else if let job = waiting.next() {
        start(job, now)
      } else {
        return
      }
    }
  }

  private func isHandshaking(_ transfer: Transfer, _ now: ContinuousClock.Instant) -> Bool {
    guard transfer.holdsHandshake else { return false }
    transfer.holdsHandshake =
      ccurl_offset(transfer.easy, CURLINFO_APPCONNECT_TIME_T) == 0
      && now - transfer.started < limits.handshakeShare
    return transfer.holdsHandshake
  }

  private func start(_ job: Job, _ now: ContinuousClock.Instant) {
    guard let allowance = job.allowance(at: now) else { return job.answer(.neverAsked) }
    guard let transfer = idle.popLast() ?? Transfer() else {
      return job.answer(.notStarted("libcurl has no memory"))
    }
    transfer.begin(job, at: now)
    if let problem = transfer.prepare(allowance) {
      idle.append(transfer)
      return job.answer(.notStarted(problem))
    }
    transfer.holdsHandshake = job.question.wantsHandshake
    if transfer.holdsHandshake { handshaking.append(transfer) }
    inFlight[transfer.easy] = transfer
    ccurl_multi_add(multi, transfer.easy)
  }

  private func answerDone() {
    var easy: UnsafeMutableRawPointer?
    var context: UnsafeMutableRawPointer?
    var code = CURLE_OK
    while ccurl_multi_next_done(multi, &easy, &context, &code) {
      guard let easy, let transfer = inFlight.removeValue(forKey: easy) else { continue }
      transfer.holdsHandshake = false
      guard code == CURLE_OK, let conversation = Conversation(over: transfer) else {
        finish(transfer, with: transfer.answer(code))
        continue
      }
      if let answer = conversation.goOn(isReady: false, at: ContinuousClock.now) {
        finish(transfer, with: answer)
      } else {
        conversations.append(conversation)
      }
    }
  }

  private func finish(_ transfer: Transfer, with answer: ProbeAnswer) {
    ccurl_multi_remove(multi, transfer.easy)
    let job = transfer.job
    // A connect-only handle is bound to its socket: it is closed with it, not used again.
    if idle.count < limits.idleHandles, !transfer.isConnectOnly { idle.append(transfer) }
    transfer.job = nil
    job?.answer(answer)
  }
}

extension ProbeAnswer {
  /// Too much was asked of this host at once, which says nothing about the service.
  static let neverAsked = ProbeAnswer(
    failure: ProbeFailure(
      kind: .notStarted,
      detail: "this host was too busy to ask in time: ask less often, or with shorter timeouts"))
}
