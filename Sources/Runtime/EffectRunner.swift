import Clients
import Comms
package import ConsoleCore
import Domain
import Synchronization

/// Turns an effect into a call on a client, and the client's answer into an action.
package struct EffectRunner: Sendable {
  let world: World
  let inbox: Inbox
  let exports = ExportQueue()
  private let company = Company()

  package init(world: World, inbox: Inbox) {
    self.world = world
    self.inbox = inbox
  }

  /// Starts what `effect` asks for and returns at once; effects on the terminal are the loop's.
  package func run(_ effect: Effect) {
    switch effect {
    case .append(let events): append(events)
    case .lookAtSpool:
      world.store.kept { [inbox] events in if !events.isEmpty { inbox.post(.foundKept(events)) } }
    case .makeRoom: makeRoom()
    case .probe(let service, let check): probe(service, check)
    case .run(let order): run(order)
    case .cancel(let run): world.commands.cancel(run)
    case .send(let delivery, let channel, let title, let text):
      send(delivery, channel, title: title, text: text)
    case .cancelExport: exports.cancelAll()
    case .export(_, let number, let home, let events):
      export(number: number, home: home, events: events)
    case .loadIncident(let id): load(id)
    case .listIncidents: list()
    case .search(let text): search(text)
    case .remember(let states): world.store.remember(states)
    case .tryToCollect: inbox.post(.collectingChanged(world.store.tryToCollect()))
    case .lookAround(let mine): lookAround(mine)
    case .readThemes:
      let (themes, problem) = world.themes()
      inbox.post(.themesRead(themes, problem: problem))
    case .keepTheme(let name): keepTheme(name)
    case .copy, .copyView, .takeMouse, .edit, .openShell, .suspend, .repaint, .paint, .quit: break
    }
  }

  /// Most of the time it is the same company, and nobody is woken for that.
  private func lookAround(_ mine: ConsolePresence) {
    world.store.lookAround(mine) { [inbox, company] others in
      if company.isNew(others) { inbox.post(.othersSeen(others)) }
    }
  }

  private func keepTheme(_ name: String) {
    guard let path = world.themeFile else { return }
    do throws(FileFailure) {
      try world.files.write(path, "\(name)\n")
    } catch {
      inbox.post(.loadingFailed(reason: "the colours are for this time only: \(error.words)"))
    }
  }

  private func append(_ events: [Event]) {
    world.store.append(events) { [inbox, ballast = world.store.ballast] result in
      switch result {
      case .success(let recorded): inbox.post(.recorded(recorded))
      case .failure(let failure) where failure.isFinal:
        inbox.post(.recordingRefused(events, reason: failure.words))
      case .failure(let failure):
        inbox.post(
          .recordingFailed(
            events, reason: failure.cause, isKept: failure.isKept,
            canMakeRoom: failure.isDiskFull && ballast.isThere()))
      }
    }
  }

  private func makeRoom() {
    do throws(StoreFailure) {
      try world.store.ballast.release()
      inbox.post(.madeRoom(problem: nil))
    } catch {
      inbox.post(.madeRoom(problem: error.words))
    }
  }

  private func probe(_ service: ServiceID, _ check: Check) {
    let startedAt = world.surroundings.now()
    world.probes.ask(check.probe, check.schedule.timeout) { [inbox] answer in
      inbox.post(.sampled(check.sample(from: answer, service: service, at: startedAt)))
    }
  }

  private func run(_ order: CommandOrder) {
    let request = CommandRequest(run: order.run, script: order.script, timeout: order.timeout)
    world.commands.run(request) { [inbox] progress in
      switch progress {
      case .output(let bytes): inbox.post(.commandPrinted(run: order.run, bytes))
      case .ended(let end):
        inbox.post(
          .commandEnded(
            run: order.run,
            CommandOutcome(
              exit: end.exit, signal: end.signal, duration: end.duration, standardOutput: end.standardOutput,
              output: end.output, outputBytes: end.outputBytes, timedOut: end.timedOut,
              cancelled: end.cancelled,
              notStarted: end.notStarted)))
      }
    }
  }

  private func send(_ delivery: Delivery, _ channel: Channel, title: String, text: String) {
    let message = OutgoingMessage(
      idempotencyKey: delivery.idempotencyKey, channel: channel, title: title, text: text)
    world.messages.send(message) { [inbox] result in
      switch result {
      case .sent: inbox.post(.messageEnded(delivery, .sent))
      case .temporary(let reason): inbox.post(.messageEnded(delivery, .temporary(reason: reason)))
      case .refused(let reason): inbox.post(.messageEnded(delivery, .refused(reason: reason)))
      }
    }
  }

  private func load(_ id: IncidentID) {
    world.store.incident(id) { [inbox] result in
      switch result {
      case .success(let record):
        inbox.post(
          .incidentLoaded(record.id, number: record.number, home: record.home, events: record.events))
      case .failure(let failure): inbox.post(.loadingFailed(reason: failure.words))
      }
    }
  }

  private func list() {
    world.store.incidents { [inbox] result in
      switch result {
      case .success(let summaries):
        inbox.post(
          .incidentsListed(
            summaries.map {
              ListedIncident(
                id: $0.id, number: $0.number, isOpen: $0.isOpen, title: $0.title, severity: $0.severity,
                declaredAt: $0.declaredAt, headline: $0.headline, home: $0.home)
            }))
      case .failure(let failure): inbox.post(.loadingFailed(reason: failure.words))
      }
    }
  }

  private func search(_ text: String) {
    world.store.search(text) { [inbox] result in
      switch result {
      case .success(let found):
        inbox.post(
          .found(found.lines.map(\.recorded), for: text, reachesBack: found.reachesBackToTheFirst))
      case .failure(let failure): inbox.post(.loadingFailed(reason: failure.words))
      }
    }
  }
}

/// Who was here when somebody looked last; a class, for every copy of the runner asks the same one.
private final class Company: Sendable {
  private let others = Mutex<[ConsolePresence]>([])

  /// True where it is not who was here before.
  func isNew(_ now: [ConsolePresence]) -> Bool {
    others.withLock { others in
      defer { others = now }
      return others != now
    }
  }
}
