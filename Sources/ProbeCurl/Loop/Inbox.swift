import CCurl
import Domain
import Synchronization

/// One probe on its way, and whom to tell.
struct Job: Sendable {
  var question: Question
  var timeout: Duration
  var asked: ContinuousClock.Instant
  var deliver: @Sendable (ProbeAnswer) -> Void

  func answer(_ answer: ProbeAnswer) {
    var answer = answer
    if let failure = answer.failure { answer.failure?.detail = question.redacted(failure.detail) }
    deliver(answer)
  }

  /// Time left to a transfer that begins at `now`; nil when it would be too short to be fair to the service.
  func allowance(at now: ContinuousClock.Instant) -> Duration? {
    let left = timeout + ProbeLimits.grace - (now - asked)
    return left < timeout / 2 ? nil : min(timeout, left)
  }
}

/// The one thing that any thread may do with a multi handle (curl_multi_wakeup(3)).
struct Bell: @unchecked Sendable {
  fileprivate let multi: UnsafeMutableRawPointer

  init(of multi: UnsafeMutableRawPointer) { self.multi = multi }

  func ring() { ccurl_multi_wakeup(multi) }
}

/// Jobs from any thread for the loop's: a class, for both sides hold the same one.
final class Inbox: Sendable {
  private struct State {
    var jobs: [Job] = []
    var isClosed = false
    /// Why no job can be done at all; nil as long as the loop may run.
    var refusal: String?
    var start: (@Sendable () -> Void)?
    /// There while the loop runs.
    var bell: Bell?
  }

  private let state = Mutex(State())

  func startOnFirstJob(_ start: @escaping @Sendable () -> Void) { state.withLock { $0.start = start } }

  func put(_ job: Job) {
    let (start, refusal) = state.withLock { state in
      if state.refusal != nil { return (nil as (@Sendable () -> Void)?, state.refusal) }
      // One wake-up serves all jobs until the loop takes them.
      if state.jobs.isEmpty { state.bell?.ring() }
      state.jobs.append(job)
      defer { state.start = nil }
      return (state.start, nil)
    }
    start?()
    if let refusal { job.answer(.notStarted(refusal)) }
  }

  func close() {
    state.withLock { state in
      state.isClosed = true
      state.bell?.ring()
    }
  }

  /// The loop's side: what wakes it from now on; nil when it ends.
  func attach(_ bell: Bell?) { state.withLock { $0.bell = bell } }

  /// Answers all jobs, those that have come and those that will, with the reason why nothing can be asked.
  func refuse(_ why: String) {
    let jobs = state.withLock { state in
      state.refusal = why
      defer { state.jobs = [] }
      return state.jobs
    }
    for job in jobs { job.answer(.notStarted(why)) }
  }

  /// All jobs that have come; nil when there will be no more.
  func take() -> [Job]? {
    state.withLock { state in
      let jobs = state.jobs
      state.jobs = []
      return jobs.isEmpty && state.isClosed ? nil : jobs
    }
  }
}
