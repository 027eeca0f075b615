import Dispatch

extension Store {
  /// Runs `stop`, which stops the process, with no lock held and no reading under way that others would wait for.
  ///
  /// A disk that does not answer keeps nobody from leaving to the shell for longer than a second.
  func whileStopped(_ stop: () -> Void) {
    collector.release()
    let (isIdle, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let queues = [writing, reading]
    for queue in queues {
      queue.async {
        isIdle.signal()
        goOn.wait()
      }
    }
    let end = DispatchTime.now() + .seconds(1)
    for _ in queues { _ = isIdle.wait(timeout: end) }
    stop()
    for _ in queues { goOn.signal() }
  }
}
