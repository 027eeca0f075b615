import Clients
import Domain

/// A person's own witness of the records that they have had open; a class, since it knows what it wrote last.
final class WitnessFile {
  private let files: FileClient
  private let path: String
  private let store: StoreClient
  private var written: [ChainHead] = []
  private var nextLook: Timestamp?
  /// Set where the record contradicts it: then the file stays as it is, for it is the proof.
  private(set) var alarm: WitnessAlarm?

  init(files: FileClient, path: String, store: StoreClient) {
    self.files = files
    self.path = path
    self.store = store
    let seen = (try? files.read(path)).map { Witness(text: $0).heads } ?? []
    alarm = try? store.contradiction(seen)
  }

  /// Takes down how far the record reaches now, at most once a minute; what cannot be written now comes later.
  func look(at now: Timestamp) {
    guard alarm == nil, nextLook.map({ $0 <= now }) ?? true else { return }
    nextLook = now + .minutes(1)
    guard let heads = try? store.heads(), !heads.isEmpty, heads != written else { return }
    // Another console of the same person may have written meanwhile.
    var witness = Witness(text: (try? files.read(path)) ?? "")
    witness.see(heads)
    guard (try? files.write(path, witness.text)) != nil else { return }
    written = heads
  }

  /// The same at the end, whenever the last look was.
  func lookOnceMore() {
    nextLook = nil
    look(at: Timestamp(milliseconds: 0))
  }
}
