import CCurl
import Domain
import Glibc

/// A TCP dialogue on a socket that libcurl has connected: a class, for the loop moves it on in place.
final class Conversation {
  let transfer: Transfer
  let deadline: ContinuousClock.Instant
  private let socket: Int32
  private var turns: ArraySlice<TCPProbe.Turn>
  private var unsent: ArraySlice<UInt8> = []
  private var received: [UInt8] = []
  private var isClosed = false

  static let receivedLimit = 64 * 1024

  /// Nil where the transfer is not of a TCP probe.
  init?(over transfer: Transfer) {
    guard let job = transfer.job, case .tcp(let tcp) = job.question.kind else { return nil }
    self.transfer = transfer
    socket = ccurl_active_socket(transfer.easy)
    turns = tcp.dialogue[...]
    deadline = transfer.started + (job.allowance(at: transfer.started) ?? .zero)
  }

  var waitsFor: curl_waitfd {
    let isDone = turns.isEmpty && unsent.isEmpty
    let events = (unsent.isEmpty ? 0 : CURL_WAIT_POLLOUT) | (isDone ? 0 : CURL_WAIT_POLLIN)
    return curl_waitfd(fd: socket, events: Int16(events), revents: 0)
  }

  /// Moves on as far as it can; the answer when it is over.
  func goOn(isReady: Bool, at now: ContinuousClock.Instant) -> ProbeAnswer? {
    guard socket >= 0 else {
      return answer(ProbeFailure(kind: .connectionLost, detail: "the connection was closed at once"), now)
    }
    if isReady { receive() }
    if let failure = takeTurns() ?? lateness(now) { return answer(failure, now) }
    return turns.isEmpty && unsent.isEmpty ? answer(nil, now) : nil
  }
}

extension Conversation {
  private func receive() {
    withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 1) { buffer in
      while received.count < Self.receivedLimit {
        let count = recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN { return }
        guard count > 0 else {
          isClosed = true
          return
        }
        let kept = min(count, Self.receivedLimit - received.count)
        received.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer.prefix(kept)))
      }
    }
  }

  private func takeTurns() -> ProbeFailure? {
    while true {
      if let failure = send() { return failure }
      guard unsent.isEmpty, let turn = turns.first else { return nil }
      switch turn {
      case .send(let text):
        unsent = Array(text.utf8)[...]
      case .expect(let pattern):
        guard let regex = try? Regex(pattern) else {
          return ProbeFailure(kind: .notStarted, detail: "\(pattern) is not a regular expression")
        }
        guard String(decoding: received, as: UTF8.self).contains(regex) else {
          return isClosed || received.count >= Self.receivedLimit ? disappointment(pattern) : nil
        }
      }
      turns = turns.dropFirst()
    }
  }

  private func send() -> ProbeFailure? {
    while !unsent.isEmpty {
      let count = unsent.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return nil }
      guard count >= 0 else {
        return ProbeFailure(kind: .connectionLost, detail: String(cString: strerror(errno)))
      }
      unsent = unsent.dropFirst(count)
    }
    return nil
  }

  private func lateness(_ now: ContinuousClock.Instant) -> ProbeFailure? {
    guard now >= deadline, !(turns.isEmpty && unsent.isEmpty) else { return nil }
    guard !received.isEmpty, case .expect(let pattern) = turns.first else {
      return ProbeFailure(kind: .timedOut, detail: "connected, but no answer came in time")
    }
    return disappointment(pattern)
  }

  private func disappointment(_ pattern: String) -> ProbeFailure {
    guard !received.isEmpty else {
      return ProbeFailure(kind: .connectionLost, detail: "closed before it answered")
    }
    let start = String(decoding: received.prefix(200), as: UTF8.self)
    return ProbeFailure(kind: .unexpectedAnswer, detail: "expected \(pattern), received \(start)")
  }

  private func answer(_ failure: ProbeFailure?, _ now: ContinuousClock.Instant) -> ProbeAnswer {
    var values = transfer.phases().filter { $0.key == "dns" || $0.key == "connect" }
    values["connected"] = 1
    if failure == nil { values["latency"] = (now - transfer.started) / .seconds(1) }
    return ProbeAnswer(failure: failure, values: values, text: received)
  }
}
