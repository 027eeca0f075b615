package import Clients
import Dispatch
package import Domain

/// Opens the record, making it where there is none; every refusal comes before anything is touched.
package func openStore(_ options: StoreOptions) throws(StoreFailure) -> StoreClient {
  let store = Store(options)
  try store.open()
  store.prepareSpool()
  return StoreClient(
    append: { events, done in store.append(events, done) },
    opening: { () throws(StoreFailure) in try store.opening() },
    incident: { id, done in store.onReading(done) { () throws(StoreFailure) in try store.incident(id) } },
    incidents: { done in
      store.onReading(done) { () throws(StoreFailure) in try store.read(IncidentRows.summaries) }
    },
    search: { typed, done in
      store.onReading(done) { () throws(StoreFailure) in
        try store.search(typed, incident: nil, limit: 200)
      }
    },
    remember: { states in store.remember(states) },
    follow: { deliver in
      store.follow(deliver)
      store.examineLater()
      store.planIndexing()
      store.makeBallast()
    },
    tryToCollect: { options.readOnly ? false : store.collector.tryToTake() },
    stopCollecting: { store.collector.release() },
    whileStopped: { stop in store.whileStopped(stop) },
    kept: { done in store.kept(done) },
    ballast: BallastClient(
      isThere: { store.ballast.isThere },
      release: { () throws(StoreFailure) in try store.ballast.release() }),
    heads: { () throws(StoreFailure) in try store.heads() },
    contradiction: { seen throws(StoreFailure) in try store.contradiction(to: seen) },
    lookAround: { mine, done in store.reading.async { done(store.presence.lookAround(as: mine)) } },
    close: { store.close() })
}

/// A record that is being opened on a thread of its own, while something else is done that takes its time.
package struct StoreBeginning: Sendable {
  private let answer = Answer<(store: StoreClient, opening: StoreOpening)>()

  package init(_ options: StoreOptions) {
    DispatchQueue.global(qos: .userInitiated).async { [answer] in
      do throws(StoreFailure) {
        let store = try openStore(options)
        do throws(StoreFailure) {
          answer.give(.success((store, try store.opening())))
        } catch {
          store.close()
          throw error
        }
      } catch {
        answer.give(.failure(error))
      }
    }
  }

  /// Waits for the record, and for what the first frame needs of it.
  package func opened() throws(StoreFailure) -> (store: StoreClient, opening: StoreOpening) {
    try answer.wait().get()
  }
}

extension StoreClient {
  /// Appends and waits for the disk: for commands, which have nothing else to do.
  package func appendAndWait(_ events: [Event]) throws(StoreFailure) -> [RecordedEvent] {
    let answer = Answer<[RecordedEvent]>()
    append(events) { answer.give($0) }
    return try answer.wait().get()
  }

  /// What is kept beside the record, for commands, which have nothing else to do.
  package func keptAndWait() -> [Event] {
    let answer = Answer<[Event]>()
    kept { answer.give(.success($0)) }
    return (try? answer.wait().get()) ?? []
  }
}
