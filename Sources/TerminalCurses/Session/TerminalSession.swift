import CNcurses
import Cells
import Clients
import Glibc

/// The terminal while the program has it: a class because its modes, its input and what it shows exist once.
final class TerminalSession {
  private let device: TerminalDevice
  private let switches: ModeSwitches
  private let wrapping: Clipboard.Wrapping
  /// Whether the process's signals and crashes are ours to look after.
  private let isGuarded: Bool
  let bell: Int32

  private var painter: Painter
  private var input: KeyInput
  /// Bytes that the terminal has not taken yet.
  private var outgoing: ArraySlice<UInt8> = []
  /// The bytes that take the terminal over go out with the first frame.
  private var prelude: [UInt8] = []
  private var waitingFrame: Frame?
  private(set) var size: Size
  private var hasMouse: Bool
  private var isGone = false
  private var isClosed = false
  /// Another program has the terminal.
  private var isLent = false

  init(
    device: TerminalDevice, capabilities: Capabilities, options: TerminalOptions, environment: Environment,
    isGuarded: Bool
  ) {
    var capabilities = capabilities
    if !(options.color ?? !environment.isColorless) { capabilities.depth = .none }
    self.device = device
    self.isGuarded = isGuarded
    switches = ModeSwitches(capabilities)
    hasMouse = options.mouse
    wrapping = environment.clipboardWrapping
    painter = Painter(
      capabilities: capabilities, palette: options.palette, isASCII: options.ascii ?? !environment.isUTF8,
      // Inside tmux a synchronised frame costs the whole pane.
      isSynchronised: environment["TMUX"] == nil)
    input = KeyInput(decoder: InputDecoder(sequences: capabilities.keys))
    bell = bell_open()
    size = device.size ?? Size(width: 80, height: 24)
    if isGuarded, let descriptor = options.endedLast { guard_end_last(descriptor) }
    installGuard()
    takeOver()
  }

  func present(_ frame: Frame) {
    guard !isGone, !isClosed, !isLent else { return }
    guard outgoing.isEmpty else {
      waitingFrame = frame
      return
    }
    send(painter.paint(frame))
  }

  func repaint() { painter.forget() }

  func use(_ palette: Palette) { painter.use(palette) }

  func copy(_ text: String) -> Bool {
    guard let bytes = Clipboard.sequence(text, wrapping: wrapping), !isGone, !isClosed, !isLent else {
      return false
    }
    send(bytes)
    return true
  }

  func takeMouse(_ wanted: Bool) {
    guard wanted != hasMouse, !isGone, !isClosed else { return }
    hasMouse = wanted
    // What is not taken over yet learns it with the rest.
    guard prelude.isEmpty else {
      prelude = switches.enter + (hasMouse ? switches.takeMouse : [])
      return
    }
    send(wanted ? switches.takeMouse : switches.giveMouse)
  }

  func wait(_ timeout: Duration?) -> [TerminalEvent] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      if isGone || isClosed { return [.hungUp] }
      let ready = poll(until: deadline)
      if ready.writable { drain() }
      var events: [TerminalEvent] = []
      if ready.rung {
        bell_clear(bell)
        events += heedSignals()
      }
      if ready.readable { readKeys() }
      events += input.keys().map(TerminalEvent.key)
      if isGone { events.append(.hungUp) }
      if ready.rung || !events.isEmpty { return events }
      if let deadline, ContinuousClock.now >= deadline { return [] }
    }
  }

  func suspend() {
    guard !isClosed, !isLent else { return }
    giveBack()
    if isGuarded { guard_stop() }
    comeBack()
  }

  func lend() {
    guard !isClosed, !isLent else { return }
    giveBack()
    isLent = true
    if isGuarded { guard_lend(true) }
  }

  func takeBack() {
    guard isLent, !isClosed else { return }
    if isGuarded { guard_lend(false) }
    isLent = false
    device.dropInput()
    comeBack()
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    giveBack()
    if isGuarded { guard_remove() }
    device.closeDescriptor()
  }
}

extension TerminalSession {
  private func installGuard() {
    guard isGuarded else { return }
    var cooked = device.cooked
    var raw = device.raw
    switches.leave.withUnsafeBytes {
      guard_install(
        device.descriptor, bell, &cooked, &raw, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
  }

  private func takeOver() {
    if isGuarded { guard_arm() }
    device.makeRaw()
    prelude = switches.enter + (hasMouse ? switches.takeMouse : [])
    painter.forget()
  }

  private func giveBack() {
    // The terminal may be in the middle of a sequence that will never end: CAN ends it.
    let cancel: [UInt8] = outgoing.isEmpty ? [] : [0x18]
    outgoing = []
    waitingFrame = nil
    // What was never taken over needs nothing back.
    if prelude.isEmpty { device.writeAll(cancel + switches.leave) }
    prelude = []
    device.makeCooked()
    if isGuarded { guard_disarm() }
  }

  /// Takes the terminal over again and shows what it showed, whoever drew on it meanwhile.
  private func comeBack() {
    let last = waitingFrame ?? painter.shown
    outgoing = []
    waitingFrame = nil
    takeOver()
    size = device.size ?? size
    if let last, last.size == size { present(last) }
  }

  private func heedSignals() -> [TerminalEvent] {
    let bits = Int(isGuarded ? guard_take() : 0)
    var events: [TerminalEvent] = []
    if bits & guard_terminated != 0 { events.append(.terminated) }
    if bits & guard_hung_up != 0 { isGone = true }
    // The keys and the window are another program's.
    if isLent { return events }
    if bits & guard_interrupted != 0 { events.append(.interrupted) }
    if bits & guard_stop_asked != 0 {
      events.append(.stopAsked)
    } else if bits & guard_continued != 0 {
      // After a SIGSTOP that nobody could catch, the shell has set modes of its own.
      comeBack()
      events.append(.resumed)
    }
    return events + resize()
  }

  private func resize() -> [TerminalEvent] {
    guard let now = device.size, now != size else { return [] }
    size = now
    return [.resized(now)]
  }

  private func readKeys() {
    // A terminal that never stops sending must not keep the frames from being shown.
    for _ in 0..<64 {
      switch device.read() {
      case .bytes(let bytes): input.take(bytes)
      case .nothing: return
      case .gone:
        isGone = true
        return
      }
    }
  }

  private func send(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    outgoing += prelude + bytes
    prelude = []
    drain()
  }

  private func drain() {
    while !outgoing.isEmpty {
      switch device.write(outgoing) {
      case .gone:
        isGone = true
        outgoing = []
        return
      case .count(let count):
        outgoing = outgoing.dropFirst(count)
        if !outgoing.isEmpty { return }
      }
      if let frame = waitingFrame {
        waitingFrame = nil
        outgoing = painter.paint(frame)[...]
      }
    }
  }

  private struct Ready {
    var readable: Bool
    var writable: Bool
    var rung: Bool
  }

  private func poll(until deadline: ContinuousClock.Instant?) -> Ready {
    // Of a lent terminal only its loss is ours to know.
    let wanted = isLent ? 0 : POLLIN | (outgoing.isEmpty ? 0 : POLLOUT)
    var descriptors = [
      pollfd(fd: device.descriptor, events: Int16(wanted), revents: 0),
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
    ]
    let end = [deadline, input.deadline].compactMap(\.self).min()
    _ = Glibc.poll(&descriptors, 2, end.map(Self.milliseconds) ?? -1)
    let terminal = Int32(descriptors[0].revents)
    return Ready(
      // A read tells a lost terminal from one with a last word.
      readable: terminal & (Int32(POLLIN) | Int32(POLLHUP) | Int32(POLLERR) | Int32(POLLNVAL)) != 0,
      writable: terminal & Int32(POLLOUT) != 0, rung: descriptors[1].revents != 0)
  }

  /// Rounded up, or the last millisecond would be spent spinning.
  private static func milliseconds(until end: ContinuousClock.Instant) -> Int32 {
    let left = (end - .now).components
    guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
    let milliseconds = left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: milliseconds)
  }
}
