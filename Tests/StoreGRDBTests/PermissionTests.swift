import Clients
import Domain
import FoundationEssentials
import Glibc
import StoreGRDB
import Testing

/// Every way in which a record lies unsafely, refused with the command that mends it; run as it stands, it does.
@Suite struct PermissionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var why: String
    /// Whether the advice is a command that can be run here.
    var isMended = true
    var group: String?
    var spoil: @Sendable (_ folder: String, _ file: String) -> Void
  }

  private static let own: [Case] =
    [0o604, 0o602, 0o606, 0o666, 0o601].map { mode in
      Case(testDescription: "file \(String(mode, radix: 8))", why: "every user may use it") {
        chmod($1, mode_t(mode))
      }
    }
    + [0o660, 0o640, 0o620].map { mode in
      Case(testDescription: "file \(String(mode, radix: 8))", why: "its group may use it") {
        chmod($1, mode_t(mode))
      }
    }
    + [0o777, 0o702, 0o757].map { mode in
      Case(testDescription: "folder \(String(mode, radix: 8))", why: "every user may write to the folder") {
        folder, _ in
        chmod(folder, mode_t(mode))
      }
    }
    + [
      Case(testDescription: "a second name", why: "it has a second name") { link($1, $0 + "/other") },
      Case(testDescription: "a symbolic link", why: "it is a symbolic link", isMended: false) {
        folder, file in
        rename(file, folder + "/real")
        symlink(folder + "/real", file)
      },
      Case(testDescription: "a folder in its place", why: "it is not a file", isMended: false) { _, file in
        unlink(file)
        mkdir(file, 0o700)
      },
    ]

  private static let shared: [Case] = [
    Case(testDescription: "a folder for its owner", why: "not shared with the group", group: "daemon") {
      chmod($1, 0o660); chmod($0, 0o700)
    },
    Case(
      testDescription: "a folder that hands no group down", why: "not shared with the group", group: "daemon"
    ) { folder, _ in
      chown(folder, uid_t.max, 1)
      chmod(folder, 0o770)
    },
    Case(testDescription: "a file for its owner", why: "not shared with the group", group: "daemon") {
      folder, file in
      chown(folder, uid_t.max, 1)
      chmod(folder, 0o2770)
    },
    Case(
      testDescription: "an unknown group", why: "there is no group", isMended: false, group: "nobody-knows-it"
    ) { _, _ in },
  ]

  @Test(arguments: own) func `a record that is not safe is refused, and the advice mends it`(_ case: Case)
    throws
  {
    try refusesAndMends(`case`)
  }

  @Test(.enabled(if: geteuid() == 0, "only root may give files to any group"), arguments: shared)
  func `a record that is not shared as it was meant is refused, and the advice mends it`(_ case: Case) throws
  {
    try refusesAndMends(`case`)
  }

  private func refusesAndMends(_ one: Case) throws {
    let scratch = try Scratch()
    try scratch.open().close()
    one.spoil(scratch.folder, scratch.path)
    var options = scratch.options()
    options.group = one.group
    // Where several files are to be shared, each is named in its turn.
    for attempt in 0..<8 {
      do throws(StoreFailure) {
        try openStore(options).close()
        #expect(attempt > 0, "it was not refused")
        return
      } catch {
        guard case .unsafe(_, let why, let mend) = error else { throw error }
        #expect(attempt > 0 || why.contains(one.why), "\(why)")
        guard one.isMended else { return }
        #expect(run(mend) == 0, "\(mend)")
      }
    }
    Issue.record("never mended")
  }

  private func run(_ command: String) -> Int32 {
    var child: pid_t = 0
    let parts: [String] = ["sh", "-c", command]
    let texts = parts.map { strdup($0) }
    defer { for text in texts { free(text) } }
    var words = texts + [nil]
    guard posix_spawnp(&child, "sh", nil, nil, &words, environ) == 0 else { return -1 }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return status
  }

  @Test(.enabled(if: geteuid() == 0, "only root may give files to any group"))
  func `a shared record is made for its group, with all that lies beside it`() throws {
    let scratch = try Scratch()
    var options = scratch.options()
    options.path = scratch.folder + "/shared/sitrep.db"
    options.group = "daemon"
    let store = try openStore(options)
    _ = try store.appendAndWait([Sample.note("x")])
    #expect(store.tryToCollect())
    store.lookAround(
      ConsolePresence(
        login: "ana", host: "b", process: 0, since: Timestamp(milliseconds: 0), lookingAt: "")
    ) { _ in }
    store.close()
    var status = stat()
    #expect(stat(scratch.folder + "/shared", &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o2770 && status.st_gid == 1)
    for name in try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/shared") {
      #expect(stat(scratch.folder + "/shared/" + name, &status) == 0)
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      #expect(status.st_mode & 0o7777 == (isFolder ? 0o2770 : 0o660) && status.st_gid == 1, "\(name)")
    }
  }
}
