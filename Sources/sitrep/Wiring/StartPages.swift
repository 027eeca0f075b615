import Dispatch
import Glibc

/// The pages of code that only a start needs: half of all that a console ever touches.
enum StartPages {
  /// Gives them back once the start is over; what is needed again comes from the cache of the disk.
  static func releaseSoon() {
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(3)) { release() }
  }

  private static func release() {
    for area in code() { madvise(area.baseAddress, area.count, MADV_DONTNEED) }
  }

  /// Where code lies that is mapped from files, by the lines of /proc/self/maps (proc(5)); nothing is ever written
  /// there.
  private static func code() -> [UnsafeMutableRawBufferPointer] {
    guard let maps = fopen("/proc/self/maps", "re") else { return [] }
    defer { fclose(maps) }
    var areas: [UnsafeMutableRawBufferPointer] = []
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), maps) != nil {
      let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        .split(separator: " ", maxSplits: 5)
      guard words.count == 6, words[1] == "r-xp", words[5].drop(while: { $0 == " " }).first == "/" else {
        continue
      }
      let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard ends.count == 2, let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else { continue }
      areas.append(UnsafeMutableRawBufferPointer(start: start, count: Int(ends[1] - ends[0])))
    }
    return areas
  }
}
