import CProcess
import Glibc

/// Processes that somebody left behind and that the kernel gave to us: they are reaped, and no other part's child is.
struct Orphans {
  /// Descriptors of those that still live, by process.
  private(set) var living: [Int32: Int32] = [:]
  private let ownSession = getsid(0)
  private let ownGroup = getpgrp()

  /// Looks for new ones; `leaders` are the first processes of runs under way, which are reaped by their runs.
  mutating func look(besides leaders: Set<Int32>) {
    for child in ProcessTable.children() where living[child] == nil && !leaders.contains(child) {
      guard let state = ProcessTable.state(of: child), isOrphan(child, state) else { continue }
      let descriptor = state.isAlive ? cprocess_open_pid(child) : -1
      if descriptor >= 0 { living[child] = descriptor } else { reap(child) }
    }
  }

  /// True for what another process than this one has started.
  ///
  /// Each run has a session of its own. Other parts of the program start theirs in ours, in our group or at the head
  /// of a new one: a member of a third group was started by its head.
  private func isOrphan(_ child: Int32, _ state: ProcessTable.State) -> Bool {
    state.session != ownSession || (state.group != ownGroup && state.group != child)
  }

  mutating func ended(_ descriptor: Int32) {
    guard let orphan = living.first(where: { $0.value == descriptor })?.key else { return }
    living[orphan] = nil
    close(descriptor)
    reap(orphan)
  }

  private func reap(_ pid: Int32) {
    var code: Int32 = 0
    var number: Int32 = 0
    cprocess_reap(pid, &code, &number)
  }
}
