import Clients
import Dispatch
import Domain
import Synchronization

/// A person's own witness of the records that they have had open; a class, since it knows what it wrote last.
final class WitnessFile: Sendable {
  private let files: FileClient
  private let path: String
  private let store: StoreClient
  /// Nobody at the keys waits for the disk.
  private let writing = DispatchQueue(label: "sitrep.witness", qos: .utility)
  private let written = Mutex<[ChainHead]>([])
  private let nextLook = Mutex<Timestamp?>(nil)
  /// Set where the record contradicts it: then the file stays as it is, for it is the proof.
  let alarm: WitnessAlarm?

  init(files: FileClient, path: String, store: StoreClient) {
    self.files = files
    self.path = path
    self.store = store
    let seen = (try? files.read(path)).map { Witness(text: $0).heads } ?? []
    alarm = try? store.contradiction(seen)
  }

  /// Takes down how far the record reaches now, at most once a minute; what cannot be written now comes later.
  func look(at now: Timestamp) {
    let isDue = nextLook.withLock { next in
      guard next.map({ $0 <= now }) ?? true else { return false }
      next = now + .minutes(1)
      return true
    }
    if isDue, alarm == nil { writing.async { [self] in takeDown() } }
  }

  /// The same at the end, whenever the last look was.
  func lookOnceMore() {
    if alarm == nil { writing.sync { takeDown() } }
  }

  private func takeDown() {
    guard let heads = try? store.heads(), !heads.isEmpty, heads != written.withLock({ $0 }) else { return }
    // Another console of the same person may have written meanwhile.
    var witness = Witness(text: (try? files.read(path)) ?? "")
    witness.see(heads)
    guard (try? files.write(path, witness.text)) != nil else { return }
    written.withLock { $0 = heads }
  }
}
