import Clients
import Domain
import FoundationEssentials
import Glibc
import StoreGRDB
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

  func grow() throws -> Bool {
    mount("tmpfs", scratch.folder, "tmpfs", UInt(MS_REMOUNT), "size=8388608") == 0
  }
}
