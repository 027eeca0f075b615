import Clients
import Dispatch
import GRDB
import Glibc
import Synchronization

extension Store {
  /// Looks for damaged pages, on a connection of its own; where it finds one, nothing is written from then on.
  ///
  /// A file of more than `limit` bytes is left to `sitrep verify`: it would be read for too long.
  func examine(upTo limit: Int = 64 << 20) throws(StoreFailure) {
    var status = stat()
    guard stat(options.path, &status) == 0, status.st_size <= limit else { return }
    let second = Connection(path: options.path, readOnly: true)
    defer { second.drop() }
    do {
      let found = try second.database().read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
      if let found, found != "ok" {
        throw StoreFailure.corrupt(path: options.path, detail: found.replacing("\n", with: " "))
      }
    } catch {
      let failure = StoreFailure(error, path: options.path)
      // Anything else says nothing of the pages.
      guard case .corrupt = failure else { return }
      damage.withLock { $0 = failure }
      throw failure
    }
  }

  /// The same a little later, on a thread that nobody waits for.
  func examineLater() {
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .seconds(1)) { [weak self] in
      guard let self, !upkeep.withLock({ $0.isClosed }) else { return }
      try? examine()
    }
  }
}
