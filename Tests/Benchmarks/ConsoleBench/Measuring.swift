let clock = ContinuousClock()

/// Measures programs in turns, so that all of them meet the same machine.
struct Bench {
  let world: World
  var programs: [(program: Program, figures: Figures)]

  mutating func measureStarts(_ count: Int) throws(BenchProblem) {
    // The first of each warms the disk's cache.
    for round in 0...count {
      for index in programs.indices {
        let program = programs[index].program
        let watched = try Watched(program, in: world)
        let time = program.lastLine.map { watched.firstFrame(endingWith: $0) } ?? watched.quietFrame()
        watched.settle(.milliseconds(30), atMost: .milliseconds(200))
        watched.leave(with: program.quit)
        guard let time else { throw BenchProblem(words: "\(program.name) shows no frame") }
        if round > 0 { programs[index].figures.starts.append(time) }
      }
    }
  }

  /// Forty keys a turn: down through the table, or up again.
  mutating func measureKeys(turns: Int) throws(BenchProblem) {
    let all = try open()
    for turn in 0..<turns {
      for index in programs.indices {
        let program = programs[index].program
        for number in turn * 40..<(turn + 1) * 40 {
          all[index].settle(.milliseconds(.random(in: 25...60)))
          let key = number / program.reach % 2 == 0 ? program.down : program.up
          guard let answer = all[index].type(key) else { continue }
          programs[index].figures.keys.append(answer.settled)
          programs[index].figures.keyBytes.append(answer.bytes)
        }
      }
    }
    measureBursts(all)
    for (watched, entry) in zip(all, programs) { watched.leave(with: entry.program.quit) }
  }

  private mutating func measureBursts(_ all: [Watched]) {
    for index in programs.indices {
      let program = programs[index].program
      for turn in 0..<9 {
        all[index].settle(.milliseconds(40))
        let key = turn % 2 == 0 ? program.down : program.up
        guard let answer = all[index].type(String(repeating: key, count: 200)) else { continue }
        programs[index].figures.burst.append(answer.settled)
        programs[index].figures.burstBytes.append(answer.bytes)
      }
    }
  }

  /// Each alone: two of the same program would share what one of them has to pay for.
  mutating func measureMemory() throws(BenchProblem) {
    for index in programs.indices {
      let watched = try Watched(programs[index].program, in: world)
      watched.listen(for: .seconds(4))
      programs[index].figures.memory = Usage(of: watched.pid)
      watched.leave(with: programs[index].program.quit)
    }
  }

  /// All of them without a key for so long, after a time in which caches fill and the first probes are answered.
  mutating func measureIdle(for time: Duration, after warmUp: Duration) throws(BenchProblem) {
    let all = try open()
    listen(to: all, for: warmUp)
    let before = all.map { Usage(of: $0.pid) }
    let heard = listen(to: all, for: time)
    let seconds = time / .seconds(1)
    for index in programs.indices {
      let after = Usage(of: all[index].pid)
      programs[index].figures.idle = Figures.Idle(
        bytesPerSecond: Double(heard[index].bytes) / seconds,
        writesPerSecond: Double(heard[index].writes) / seconds,
        processorPercent: (after.processor - before[index].processor) / time * 100,
        waitsPerSecond: Double(after.waits - before[index].waits) / seconds)
    }
    for (watched, entry) in zip(all, programs) { watched.leave(with: entry.program.quit) }
  }

  private func open() throws(BenchProblem) -> [Watched] {
    try programs.map { entry throws(BenchProblem) in
      let watched = try Watched(entry.program, in: world)
      watched.settle(.milliseconds(300), atMost: .seconds(2))
      return watched
    }
  }

  /// Reads from each in turn, each time for twenty milliseconds.
  @discardableResult private func listen(to all: [Watched], for time: Duration) -> [(bytes: Int, writes: Int)]
  {
    var heard = all.map { _ in (bytes: 0, writes: 0) }
    let end = clock.now + time
    while clock.now < end {
      for (index, watched) in all.enumerated() {
        let (bytes, writes) = watched.listen(for: .milliseconds(20))
        heard[index].bytes += bytes
        heard[index].writes += writes
      }
    }
    return heard
  }
}

extension Watched {
  /// From the start to the last byte before a silence of fifty milliseconds.
  fileprivate func quietFrame() -> Duration? {
    var last: Duration?
    while let chunk = read(until: last == nil ? startedAt + .seconds(5) : clock.now + .milliseconds(50)) {
      last = chunk.at - startedAt
    }
    return last
  }
}
