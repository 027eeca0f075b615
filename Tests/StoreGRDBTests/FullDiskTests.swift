import Clients
import Domain
import FoundationEssentials
import Glibc
@testable import StoreGRDB
import Testing

@Suite(.enabled(if: SmallDisk.isPossible, "only root may mount a small disk"))
struct FullDiskTests {
  @Test
  func `a full disk refuses, keeps what was acknowledged readable, and takes the event once there is room`()
    throws
  {
    let disk = try SmallDisk(bytes: 1 << 20)
    let store = try openStore(disk.options)
    defer { store.close() }
    var acknowledged: [RecordedEvent] = []
    var failure: StoreFailure?
    while failure == nil, acknowledged.count < 200 {
      do throws(StoreFailure) {
        acknowledged += try store.appendAndWait([Sample.note(String(repeating: "x", count: 20_000))])
      } catch {
        failure = error
      }
    }
    #expect(failure == .diskFull(path: disk.options.path))
    #expect(try StoreReader(path: disk.options.path).rows(after: 0, limit: 1000).count == acknowledged.count)
    #expect(try disk.grow())
    let next = try store.appendAndWait([Sample.note("room again")])
    #expect(next.first?.position.globalNumber == Int64(acknowledged.count + 1))
    #expect(try verifyStore(disk.options.path).isIntact)
  }

  @Test
  func `on a full disk the spool still takes what the record does not, and the ballast makes room for it`()
    throws
  {
    let disk = try SmallDisk(bytes: 24 << 20)
    var options = disk.options
    options.spool = options.path + ".spool"
    let store = Store(options)
    try store.open()
    defer { store.close() }
    let client = try openStore(options)
    defer { client.close() }
    store.ballast.make()
    #expect(client.ballast.isThere())
    _ = try client.appendAndWait([Sample.note("before")])
    try disk.fill()
    var kept: [Event] = []
    var saved = 1
    // The log may have room left in its last page.
    while kept.count < 3, saved < 20 {
      let event = Sample.note(String(repeating: "x", count: 20_000))
      do throws(StoreFailure) {
        _ = try client.appendAndWait([event])
        saved += 1
      } catch {
        guard case .kept(_, .diskFull) = error else { throw error }
        kept.append(event)
      }
    }
    #expect(kept.count == 3)
    #expect(client.keptAndWait() == kept)
    try client.ballast.release()
    #expect(!client.ballast.isThere())
    for event in kept { #expect(try client.appendAndWait([event]).count == 1) }
    #expect(client.keptAndWait().isEmpty)
    #expect(try verifyStore(options.path).events == saved + 3)
    store.ballast.make()
    #expect(!client.ballast.isThere(), "there is no room to set aside yet")
  }
}

/// A disk in memory of a test's own; a class, for its end.
final class SmallDisk {
  static let isPossible = geteuid() == 0 && (try? SmallDisk(bytes: 1 << 20)) != nil

  private let scratch: Scratch

  init(bytes: Int) throws {
    scratch = try Scratch()
    guard mount("tmpfs", scratch.folder, "tmpfs", 0, "size=\(bytes),mode=700") == 0 else {
      throw StoreFailure.notWritable(path: scratch.folder)
    }
  }

  deinit { umount2(scratch.folder, Int32(MNT_DETACH)) }

  var options: StoreOptions { scratch.options() }

  /// Takes what is left of it.
  func fill() throws {
    let file = open(scratch.folder + "/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    let block = [UInt8](repeating: 7, count: 65536)
    for size in [65536, 4096] { while write(file, block, size) == size {} }
  }

  func grow() throws -> Bool {
    mount("tmpfs", scratch.folder, "tmpfs", UInt(MS_REMOUNT), "size=8388608") == 0
  }
}
