/// SHA-256 as FIPS 180-4 has it: the digest of bytes that come in pieces.
///
/// Our own, since swift-crypto doubles a clean build and libcrypto would be a C library among the pure rules.
package struct SHA256: Sendable {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var pendingCount = 0
  private var length: UInt64 = 0

  package init() {}

  /// The digest of all of `bytes`: 32 bytes.
  package static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finished()
  }

  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  fileprivate mutating func update(_ block: InlineArray<64, UInt8>) {
    withUnsafeBytes(of: block) { update($0) }
  }

  private mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var place = 0
    if pendingCount > 0 {
      place = min(64 - pendingCount, bytes.count)
      keep(bytes[..<place])
    }
    if pendingCount == 64 { compressPending() }
    while bytes.count - place >= 64 {
      compress(UnsafeRawBufferPointer(rebasing: bytes[place..<place + 64]))
      place += 64
    }
    if place < bytes.count { keep(bytes[place...]) }
  }

  /// Adds what does not fill a block yet.
  private mutating func keep(_ bytes: Slice<UnsafeRawBufferPointer>) {
    let start = pendingCount
    withUnsafeMutableBytes(of: &pending) { pending in
      pending[start..<start + bytes.count].copyBytes(from: bytes)
    }
    pendingCount += bytes.count
  }

  /// The digest of everything that was given so far.
  package consuming func finished() -> [UInt8] {
    finish()
    return withUnsafeBytes(of: state) { words in
      [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
        for index in 0..<8 {
          let word = words.load(fromByteOffset: 4 &* index, as: UInt32.self).bigEndian
          UnsafeMutableRawBufferPointer(digest).storeBytes(
            of: word, toByteOffset: 4 &* index, as: UInt32.self)
        }
        count = 32
      }
    }
  }

  /// Ends what is pending: one bit, zeros, and the length in the last eight bytes of a block.
  private mutating func finish() {
    pending[pendingCount] = 0x80
    pendingCount += 1
    if pendingCount > 56 {
      fillWithZeros(upTo: 64)
      compressPending()
    }
    fillWithZeros(upTo: 56)
    let bits = length &* 8
    for place in 0..<8 { pending[56 + place] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * place)) }
    compressPending()
  }

  private mutating func fillWithZeros(upTo end: Int) {
    while pendingCount < end {
      pending[pendingCount] = 0
      pendingCount += 1
    }
  }

  private mutating func compressPending() {
    let block = pending
    withUnsafeBytes(of: block) { compress($0) }
    pendingCount = 0
  }

  private mutating func compress(_ block: UnsafeRawBufferPointer) {
    // The last sixteen words of the schedule are all that the next one is made of; masked, no index needs a check.
    var schedule = InlineArray<16, UInt32> { index in
      UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 &* index, as: UInt32.self))
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var round = 0
    while round < 64 {
      if round >= 16 {
        let (w15, w2) = (schedule[(round &+ 1) & 15], schedule[(round &+ 14) & 15])
        let s0 = w15.turned(7) ^ w15.turned(18) ^ (w15 &>> 3)
        let s1 = w2.turned(17) ^ w2.turned(19) ^ (w2 &>> 10)
        schedule[round & 15] = schedule[round & 15] &+ s0 &+ schedule[(round &+ 9) & 15] &+ s1
      }
      let choice = g ^ (e & (f ^ g))
      let majority = (a & b) | (c & (a | b))
      let t1 =
        h &+ (e.turned(6) ^ e.turned(11) ^ e.turned(25)) &+ choice &+ Self.k[round] &+ schedule[round & 15]
      let t2 = (a.turned(2) ^ a.turned(13) ^ a.turned(22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ t1)
      (d, c, b, a) = (c, b, a, t1 &+ t2)
      round &+= 1
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  private static let k: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}

/// HMAC-SHA-256 (RFC 2104): 32 bytes that only who knows `key` can make from `message`.
package func hmacSHA256(key: [UInt8], message: [UInt8]) -> [UInt8] {
  let key = key.count > 64 ? SHA256.digest(key) : key
  let (inside, outside) = (pad(key, 0x36), pad(key, 0x5c))
  var inner = SHA256()
  inner.update(inside)
  inner.update(message)
  var outer = SHA256()
  outer.update(outside)
  outer.update(inner.finished())
  return outer.finished()
}

/// A block of the key, with every byte of it turned by `mask`.
private func pad(_ key: [UInt8], _ mask: UInt8) -> InlineArray<64, UInt8> {
  var block = InlineArray<64, UInt8>(repeating: mask)
  for (place, byte) in key.enumerated() { block[place] = byte ^ mask }
  return block
}

extension UInt32 {
  fileprivate func turned(_ count: UInt32) -> UInt32 { self &>> count | self &<< (32 &- count) }
}

extension FixedWidthInteger {
  /// The bytes, most significant first.
  var bigEndianBytes: [UInt8] {
    withUnsafeBytes(of: bigEndian) { Array($0) }
  }
}
