import CSQLite
import Clients
import Glibc

/// Refuses a file that others could change, or that lies where SQLite's locks do not hold; touches nothing.
struct SafePlace {
  let path: String
  /// The group that the record is shared with on purpose.
  var group: gid_t?

  /// Checks folder and file; a file that is not there yet is fine where it may be made.
  func check() throws(StoreFailure) {
    try checkFileSystem()
    try checkFolders()
    try checkFile()
    let base = existing(folder)
    guard access(base, W_OK | X_OK) == 0 else { throw .notWritable(path: base) }
  }

  private func checkFile() throws(StoreFailure) {
    var file = stat()
    guard lstat(path, &file) == 0 else {
      guard errno == ENOENT else { throw .notWritable(path: path) }
      return
    }
    switch file.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFLNK:
      throw .unsafe(path: path, why: "it is a symbolic link", mend: "name the file itself with --db")
    default: throw .unsafe(path: path, why: "it is not a file", mend: "name a file with --db")
    }
    guard file.st_nlink == 1 else {
      throw .unsafe(
        path: path, why: "it has a second name (a hard link)",
        mend: "find \(folder) -samefile \(path) ! -path \(path) -delete")
    }
    guard file.st_mode & 0o007 == 0 else {
      throw .unsafe(
        path: path, why: "every user may use it (mode \(octal(file.st_mode)))", mend: "chmod o= \(path)")
    }
    guard file.st_mode & 0o070 == 0 || isFolderShared else {
      throw .unsafe(
        path: path, why: "its group may use it (mode \(octal(file.st_mode)))", mend: "chmod g= \(path)")
    }
    guard isOurs(file) else {
      throw .unsafe(path: path, why: "it belongs to user \(file.st_uid)", mend: "chown \(geteuid()) \(path)")
    }
    guard access(path, R_OK | W_OK) == 0 else { throw .notWritable(path: path) }
  }

  /// Ours, or shared on purpose: for a group of ours, in a folder that hands its group down.
  private func isOurs(_ file: stat) -> Bool {
    if file.st_uid == geteuid() { return true }
    var holder = stat()
    return isFolderShared && stat(folder, &holder) == 0 && file.st_gid == holder.st_gid
      && file.st_mode & 0o060 == 0o060 && (geteuid() == 0 || groups().contains(file.st_gid))
  }

  /// Whether the folder hands its group down.
  private var isFolderShared: Bool {
    var holder = stat()
    return stat(folder, &holder) == 0 && holder.st_mode & 0o2020 == 0o2020
  }

  private func groups() -> [gid_t] {
    var list = [gid_t](repeating: 0, count: 1024)
    let count = getgroups(1024, &list)
    return [getegid()] + list.prefix(max(0, Int(count)))
  }

  /// Every folder above: nobody else may put another file in the place of ours.
  private func checkFolders() throws(StoreFailure) {
    var at = folder
    while true {
      var status = stat()
      if stat(at, &status) == 0 { try checkFolder(at, status) }
      if at == "/" || at == "." { return }
      at = parent(of: at)
    }
  }

  private func checkFolder(_ at: String, _ status: stat) throws(StoreFailure) {
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notWritable(path: at) }
    let isOurGroup = at == folder && group == status.st_gid && status.st_mode & 0o2020 == 0o2020
    let isOwnerTrusted = status.st_uid == 0 || status.st_uid == geteuid() || isOurGroup
    guard isOwnerTrusted else {
      throw .unsafe(
        path: at, why: "the folder belongs to user \(status.st_uid)", mend: "chown \(geteuid()) \(at)")
    }
    // Where the sticky bit is set, as in /tmp, nobody can replace another one's files.
    guard status.st_mode & 0o002 == 0 || status.st_mode & S_ISVTX != 0 else {
      throw .unsafe(
        path: at, why: "every user may write to the folder (mode \(octal(status.st_mode)))",
        mend: "chmod o-w \(at)")
    }
  }

  private func checkFileSystem() throws(StoreFailure) {
    var (type, left) = (UInt32(0), UInt64(0))
    guard csqlite_file_system(existing(folder), &type, &left) == 0, let name = Self.remote(type) else {
      return
    }
    throw .unsafe(
      path: path, why: "it lies on \(name), where locks do not hold",
      mend: "name a file on a local disk with --db")
  }

  /// By the numbers of statfs(2): the log's index is memory that all processes of one host share.
  private static func remote(_ type: UInt32) -> String? {
    switch type {
    case 0x6969: "NFS"
    case 0xff53_4d42: "CIFS"
    case 0xfe53_4d42, 0x517b: "SMB"
    case 0x0102_1997: "9p"
    case 0x6573_5546: "FUSE"
    case 0x5346_414f: "AFS"
    case 0x7375_7245: "Coda"
    case 0x00c3_6400: "Ceph"
    case 0x0bd0_0bd0: "Lustre"
    case 0x4750_4653: "GPFS"
    case 0x7461_636f: "OCFS2"
    case 0x0116_1970: "GFS2"
    default: nil
    }
  }

  private var folder: String { parent(of: path) }

  /// The folder, or the nearest one above it that is there: the others are yet to be made.
  private func existing(_ folder: String) -> String {
    var at = folder
    while access(at, F_OK) != 0, at != "/", at != "." { at = parent(of: at) }
    return at
  }

  private func octal(_ mode: mode_t) -> String { String(mode & 0o7777, radix: 8) }
}
