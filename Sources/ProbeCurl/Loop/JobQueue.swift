/// First come, first served, at a constant cost per job.
struct JobQueue {
  private var jobs: [Job] = []
  private var head = 0

  var isEmpty: Bool { head == jobs.count }

  mutating func append(_ job: Job) { jobs.append(job) }

  mutating func next() -> Job? {
    guard head < jobs.count else { return nil }
    defer { compact() }
    head += 1
    return jobs[head - 1]
  }

  /// Takes out the jobs for which `isOver` holds, in their order.
  mutating func removeAll(where isOver: (Job) -> Bool) -> [Job] {
    let over = jobs[head...].filter(isOver)
    guard !over.isEmpty else { return [] }
    jobs = jobs[head...].filter { !isOver($0) }
    head = 0
    return over
  }

  private mutating func compact() {
    guard head > 64, head * 2 > jobs.count else { return }
    jobs.removeFirst(head)
    head = 0
  }
}
