package import Domain

/// Reads secrets where their references point, anew at each use.
package struct SecretClient: Sendable {
  /// May block for as long as a command takes, at most ten seconds: never called on a loop's thread.
  package var read: @Sendable (_ reference: SecretReference) throws(SecretFailure) -> String

  package init(read: @escaping @Sendable (_ reference: SecretReference) throws(SecretFailure) -> String) {
    self.read = read
  }

  /// The text with its secret in place; blocks as `read` does.
  package func text(_ text: SecretText) throws(SecretFailure) -> String {
    switch text {
    case .plain(let plain): plain
    case .secret(let prefix, let reference): prefix + (try read(reference))
    }
  }
}

/// Why a secret could not be had: names and paths, never contents.
package enum SecretFailure: Error, Sendable, Equatable {
  case environmentNotSet(name: String)
  case notReadable(path: String, why: String)
  /// Others may read or change the file; `why` says what is wrong with it.
  case unsafe(path: String, why: String)
  case noCredentialsFolder(name: String)
  case badCredentialName(name: String)
  case commandFailed(program: String, why: String)
  /// The secret holds a line break or a NUL, which no header and no URL may.
  case notOneLine(SecretReference)
}
