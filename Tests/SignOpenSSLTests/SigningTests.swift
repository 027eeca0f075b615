import Domain
import Foundation
import SignOpenSSL
import Testing

@Suite struct SigningTests {
  private func key(_ seed: String) throws -> SigningKey {
    let digits = Array(seed)
    return try #require(
      SigningKey(
        seed: stride(from: 0, to: 64, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }))
  }

  private let head = ChainHead(
    database: UniqueID(high: 1, low: 2), incident: UniqueID(high: 3, low: 4), number: 42,
    hash: (0..<32).map { UInt8($0) })

  /// RFC 8032, section 7.1, tests 1 and 2.
  @Test(arguments: [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    ),
  ])
  func `a seed gives the public key of RFC 8032`(_ seed: String, _ publicKey: String) throws {
    let bytes = try key(seed).publicKey.bytes
    #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == publicKey)
  }

  @Test func `a signature holds for its head, and for no other`() throws {
    let signature = try #require(try key(String(repeating: "ab", count: 32)).signature(of: head))
    #expect(signature.holds(for: head.anchor) == true)
    var other = head
    other.number = 43
    #expect(signature.holds(for: other.anchor) == false)
    var changed = signature
    changed.bytes[10] ^= 1
    #expect(changed.holds(for: head.anchor) == false)
  }

  @Test func `another key's signature does not hold`() throws {
    let (mine, theirs) = (
      try key(String(repeating: "ab", count: 32)), try key(String(repeating: "cd", count: 32))
    )
    var signature = try #require(mine.signature(of: head))
    signature.key = theirs.publicKey
    #expect(signature.holds(for: head.anchor) == false)
  }

  @Test func `the same head is signed with the same bytes`() throws {
    let key = try key(String(repeating: "ab", count: 32))
    #expect(key.signature(of: head) == key.signature(of: head))
  }

  @Test func `a signature and a key are read as they were written`() throws {
    let key = try key(String(repeating: "ab", count: 32))
    let signature = try #require(key.signature(of: head))
    #expect(HeadSignature(line: signature.line) == signature)
    #expect(PublicKey(text: key.publicKey.text) == key.publicKey)
    #expect(key.publicKey.fingerprint.count == 19)
  }

  @Test(arguments: ["", "ed25519", "ed25519 AAAA", "rsa AAAA BBBB", "ed25519 x y"])
  func `what is no signature and no key is refused`(_ text: String) {
    #expect(HeadSignature(line: text) == nil)
    #expect(PublicKey(text: text) == nil)
  }
}

@Suite struct KeyFileTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body("\(folder)/key")
  }

  private let seed = [UInt8](repeating: 7, count: 32)

  @Test func `a key is made for its owner alone, and read again`() throws {
    try inFolder { path in
      let made = try makeKey(at: path, seed: seed)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      #expect(try readKey(at: path).publicKey == made.publicKey)
    }
  }

  @Test func `a key is never overwritten`() throws {
    try inFolder { path in
      let first = try makeKey(at: path, seed: seed)
      #expect(throws: KeyFailure.isThere(path: path)) {
        try makeKey(at: path, seed: [UInt8](repeating: 8, count: 32))
      }
      #expect(try readKey(at: path).publicKey == first.publicKey)
    }
  }

  @Test func `a key that others may read is refused`() throws {
    try inFolder { path in
      _ = try makeKey(at: path, seed: seed)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      #expect(throws: KeyFailure.unsafe(path: path)) { try readKey(at: path) }
    }
  }

  @Test func `a missing key and a file that is none are told apart`() throws {
    try inFolder { path in
      #expect(throws: KeyFailure.notThere(path: path)) { try readKey(at: path) }
      try "hello".write(toFile: path, atomically: false, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(throws: KeyFailure.broken(path: path)) { try readKey(at: path) }
    }
  }
}
