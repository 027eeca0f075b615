import Clients
import Glibc

/// A record that all members of a group work on: its folder hands the group down, its files are for the group too.
struct SharedGroup {
  let name: String
  let id: gid_t
  let path: String

  init(named name: String, path: String) throws(StoreFailure) {
    guard let group = getgrnam(name) else {
      throw .unsafe(path: path, why: "there is no group \(name)", mend: "groupadd \(name)")
    }
    (self.name, self.path) = (name, path)
    id = group.pointee.gr_gid
  }

  /// Makes the folder for the group where there is none; refuses what is not shared as it has to be.
  func check() throws(StoreFailure) {
    let folder = parent(of: path)
    var status = stat()
    if stat(folder, &status) != 0 {
      guard mkdir(folder, 0o700) == 0, chown(folder, uid_t.max, id) == 0, chmod(folder, 0o2770) == 0 else {
        throw .notWritable(path: folder)
      }
      return
    }
    guard status.st_gid == id, status.st_mode & 0o2070 == 0o2070 else {
      throw .unsafe(
        path: folder, why: "the folder is not shared with the group \(name)",
        mend: "chgrp \(name) \(folder) && chmod 2770 \(folder)")
    }
    for file in ["", "-wal", "-shm", ".lock", ".use", ".collector"].map({ path + $0 })
    where lstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG {
      guard status.st_gid == id, status.st_mode & 0o060 == 0o060 else {
        throw .unsafe(
          path: file, why: "it is not shared with the group \(name)",
          mend: "chgrp \(name) \(file) && chmod 660 \(file)")
      }
    }
  }
}
