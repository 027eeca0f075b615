import Clients
import Domain
import Exports
import FilesLocal
import SignOpenSSL

/// The signatures in files that somebody gave, against the key that they should be of.
struct SignedHeads {
  private(set) var count = 0
  private(set) var fingerprint = ""
  /// Why they prove nothing; nil where each file has a signature and all of them hold.
  private(set) var flaw: String?

  init(in given: [String], by key: String) {
    let text = (try? localFiles().read(key)) ?? key
    guard let wanted = PublicKey(text: text) else {
      flaw = "\(key) is no public key; it reads ed25519 and 44 letters, as sitrep key --public shows it"
      return
    }
    fingerprint = wanted.fingerprint
    for path in given {
      let heads = (try? localFiles().read(path)).map(signedHeads) ?? []
      if heads.isEmpty { flaw = flaw ?? "\(path) has no signed head" }
      for head in heads {
        count += 1
        flaw = flaw ?? self.flaw(of: head, wanted, path)
      }
    }
    if given.isEmpty { flaw = "--key checks the files that --against names, and none is named" }
  }

  private func flaw(of head: SignedHead, _ wanted: PublicKey, _ path: String) -> String? {
    guard head.signature.key == wanted else {
      return "\(path) is signed by another key, \(head.signature.key.fingerprint)"
    }
    guard let holds = head.signature.holds(for: head.anchor) else { return KeyFailure.noLibrary.words }
    return holds ? nil : "the signature in \(path) does not fit its head: one of the two was changed"
  }
}
