import Domain
import Testing

@testable import DemoToolchain

@Suite struct DemoStoryTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var at: Int
    var actions: [(Int, DemoAction)] = []
    var push: DemoStory.Push
    var disk: ClosedRange<Double>
    var jobs: ClosedRange<Int>
    var releases: ClosedRange<Int>

    var testDescription: String {
      (["\(at) s"] + actions.map { "\($1.rawValue) at \($0) s" }).joined(separator: ", ")
    }
  }

  static let night: [Row] = [
    Row(at: 0, push: .works, disk: 91...91, jobs: 3...9, releases: 1...1),
    Row(at: 20, push: .works, disk: 91...91.2, jobs: 3...9, releases: 1...1),
    Row(at: 30, push: .works, disk: 96.5...97.5, jobs: 3...9, releases: 1...1),
    Row(at: 37, push: .noSpace, disk: 100...100, jobs: 3...9, releases: 1...1),
    Row(at: 55, push: .noSpace, disk: 100...100, jobs: 14...22, releases: 2...4),
    Row(at: 120, push: .noSpace, disk: 100...100, jobs: 45...65, releases: 12...12),
    Row(at: 3600, push: .noSpace, disk: 100...100, jobs: 85...92, releases: 12...12),
  ]

  static let answers: [Row] = [
    // The right way: first what fills the store, then the space.
    Row(
      at: 110, actions: [(100, .stopGarbageCollection), (100, .pruneOldUploads)], push: .works,
      disk: 72...72, jobs: 20...45, releases: 12...12),
    Row(
      at: 135, actions: [(100, .stopGarbageCollection), (100, .pruneOldUploads)], push: .works,
      disk: 72...72, jobs: 3...9, releases: 1...9),
    Row(
      at: 600, actions: [(100, .stopGarbageCollection), (100, .pruneOldUploads)], push: .works,
      disk: 72...72, jobs: 3...9, releases: 1...1),
    // A restart does not help, and shows it.
    Row(
      at: 103, actions: [(100, .restartRegistry)], push: .starting, disk: 100...100, jobs: 40...60,
      releases: 9...12),
    Row(
      at: 110, actions: [(100, .restartRegistry)], push: .noSpace, disk: 100...100, jobs: 40...60,
      releases: 9...12),
    // Stopping the collection alone frees nothing.
    Row(
      at: 130, actions: [(100, .stopGarbageCollection)], push: .noSpace, disk: 100...100, jobs: 45...65,
      releases: 12...12),
    // Freeing space alone helps for a while only.
    Row(
      at: 115, actions: [(100, .pruneOldUploads)], push: .works, disk: 74...82, jobs: 10...45,
      releases: 9...12),
    Row(
      at: 160, actions: [(100, .pruneOldUploads)], push: .noSpace, disk: 100...100, jobs: 3...60,
      releases: 1...12),
    // The rollback of the stop brings the fault back where there is no room, and is harmless where there is.
    Row(
      at: 160,
      actions: [(100, .stopGarbageCollection), (101, .startGarbageCollection), (102, .pruneOldUploads)],
      push: .noSpace, disk: 100...100, jobs: 3...60, releases: 1...12),
    Row(
      at: 400,
      actions: [(100, .stopGarbageCollection), (101, .pruneOldUploads), (200, .startGarbageCollection)],
      push: .works, disk: 72...72, jobs: 3...9, releases: 1...1),
  ]

  @Test(arguments: night + answers) func `the toolchain is as time and the responder have made it`(row: Row) {
    let story = DemoStory.after(row.at, row.actions)
    #expect(story.push == row.push)
    #expect(row.disk.contains(story.diskUsed))
    #expect(row.jobs.contains(story.jobsWaiting))
    #expect(row.releases.contains(story.releasesWaiting))
  }

  @Test func `asking often or once makes the same night`() {
    var often = DemoStory()
    for step in 0...1300 { often.advance(to: .milliseconds(step * 77)) }
    var once = DemoStory()
    once.advance(to: often.elapsed)
    #expect(often == once)
  }

  @Test func `an earlier moment changes nothing`() {
    var story = DemoStory.after(50)
    let before = story
    story.advance(to: .seconds(10))
    #expect(story == before)
  }

  @Test func `a push takes longer while the store runs out of room`() {
    let delays = [10, 28, 32, 36].map { DemoStory.after($0).pushDelay }
    #expect(delays == delays.sorted())
    #expect(delays[0] < .milliseconds(1))
    #expect(delays[3] > .milliseconds(500))
  }

  @Test func `replication lag wobbles and never means anything`() {
    let lags = (0..<300).map { DemoStory.after($0).replicationLag }
    #expect(lags.allSatisfy { (0.1..<2).contains($0) })
    #expect(Set(lags).count > 20)
  }

  @Test(arguments: [60, 120, 300, 3600]) func `the queue is short again within 40 seconds of the fix`(at: Int)
  {
    let story = DemoStory.after(at + 40, [(at, .stopGarbageCollection), (at, .pruneOldUploads)])
    #expect(story.jobsWaiting < 10)
  }
}

extension DemoStory {
  /// The story at `seconds`, with the actions at their seconds.
  static func after(_ seconds: Int, _ actions: [(Int, DemoAction)] = []) -> DemoStory {
    var story = DemoStory()
    for (at, action) in actions {
      story.advance(to: .seconds(at))
      story.perform(action)
    }
    story.advance(to: .seconds(seconds))
    return story
  }
}
