import CCrypto
package import Domain

/// Somebody's key: signs heads, so that who reads them later knows whose eyes have seen them.
package struct SigningKey: Sendable {
  private let seed: [UInt8]
  package let publicKey: PublicKey

  /// The key of a seed of 32 bytes of chance; nil where the host has no libcrypto.
  package init?(seed: [UInt8]) {
    var bytes = [UInt8](repeating: 0, count: 32)
    guard seed.count == 32, ccrypto_public_key(seed, &bytes), let key = PublicKey(bytes: bytes) else {
      return nil
    }
    self.seed = seed
    publicKey = key
  }

  package func signature(of head: ChainHead) -> HeadSignature? {
    let message = Array(head.anchor.utf8)
    var bytes = [UInt8](repeating: 0, count: 64)
    guard ccrypto_sign(seed, message, message.count, &bytes) else { return nil }
    return HeadSignature(key: publicKey, bytes: bytes)
  }
}

extension HeadSignature {
  /// Whether the key's owner has signed these three lines; nil where the host has no libcrypto.
  package func holds(for anchor: String) -> Bool? {
    let message = Array(anchor.utf8)
    var holds = false
    guard ccrypto_verify(key.bytes, message, message.count, bytes, &holds) else { return nil }
    return holds
  }
}
