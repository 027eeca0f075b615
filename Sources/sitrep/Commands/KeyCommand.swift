import ArgumentParser
import Domain
import FilesLocal
import SignOpenSSL

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Makes a key of your own, which signs the heads in exports.",
    discussion: """
      sitrep export --sign uses it; sitrep verify --against EXPORT --key PUBLIC checks such an export. A signature says
      whose eyes have seen the record up to a head. It proves something to those who have the public key from you, and
      as long as nobody else can read the secret one.
      """)

  @Flag(name: .customLong("public"), help: "Show the public key that is there; make none.") var showsPublic =
    false

  func run() throws {
    let path = Wiring.places.keyFile
    do throws(KeyFailure) {
      let key = try showsPublic ? readKey(at: path) : made(at: path)
      say(key.publicKey.text)
      say("fingerprint \(key.publicKey.fingerprint)")
      if !showsPublic { say("the secret half is in \(path), for you alone; give the first line to others") }
    } catch {
      complain("sitrep: \(error.words)")
      switch error {
      case .notThere: throw ExitCode.noInput
      case .isThere, .notWritable: throw ExitCode.cannotCreate
      case .unsafe: throw ExitCode(77)
      case .broken: throw ExitCode.dataError
      case .noLibrary: throw ExitCode(69)
      }
    }
  }

  private func made(at path: String) throws(KeyFailure) -> SigningKey {
    guard (try? makeFolders(above: path)) != nil else { throw .notWritable(path: path) }
    var dice = SystemRandomNumberGenerator()
    return try makeKey(at: path, seed: (0..<32).map { _ in UInt8.random(in: 0...255, using: &dice) })
  }
}
