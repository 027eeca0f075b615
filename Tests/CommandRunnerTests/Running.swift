import Clients
import Domain
import Foundation
import Glibc
import Synchronization

@testable import CommandRunner

func newRun() -> UniqueID {
  UniqueID(high: UInt64.random(in: 0...UInt64.max), low: UInt64.random(in: 0...UInt64.max))
}

/// Runs a script to its end.
func run(_ script: String, timeout: Duration = .seconds(60)) async -> CommandEnd {
  await withCheckedContinuation { continuation in
    commandRunner().run(CommandRequest(run: newRun(), script: script, timeout: timeout)) { progress in
      if case .ended(let end) = progress { continuation.resume(returning: end) }
    }
  }
}

/// Runs a script and cancels it once it has printed something.
func runAndCancel(_ script: String) async -> CommandEnd {
  let runner = commandRunner()
  let id = newRun()
  return await withCheckedContinuation { continuation in
    runner.run(CommandRequest(run: id, script: script, timeout: .seconds(60))) { progress in
      switch progress {
      case .output: runner.cancel(id)
      case .ended(let end): continuation.resume(returning: end)
      }
    }
  }
}

func runProbe(_ probe: ExecProbe, timeout: Duration = .seconds(60)) async -> ProbeAnswer {
  await withCheckedContinuation { continuation in
    execProber().ask(.exec(probe), timeout) { continuation.resume(returning: $0) }
  }
}

extension CommandEnd {
  var words: String { String(decoding: output, as: UTF8.self) }
  /// Process numbers that a script printed, one a line.
  var pids: [Int32] { words.split(separator: "\n").compactMap { Int32($0) } }
}

/// A process that has ended and been reaped is not there at all.
func isThere(_ pid: Int32) -> Bool { ProcessTable.state(of: pid) != nil }

/// Looks again and again until it holds, for at most ten seconds.
func comesTrue(_ condition: () -> Bool) async -> Bool {
  let end = ContinuousClock.now + .seconds(10)
  while !condition() {
    guard ContinuousClock.now < end else { return false }
    await Task.yield()
    usleep(2000)
  }
  return true
}

/// A folder of the test's own.
struct TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
