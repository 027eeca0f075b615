import Domain

extension SecretFailure {
  /// What is wrong, where, and what to do; fit to be shown and recorded.
  package var words: String {
    switch self {
    case .environmentNotSet(let name):
      "the environment variable \(name) is not set: set it where sitrep is started"
    case .notReadable(let path, let why):
      "the secret file \(path) cannot be read (\(why))"
    case .unsafe(let path, let why):
      "the secret file \(path) \(why): chown it to yourself or root, and chmod 600 it"
    case .noCredentialsFolder(let name):
      "the credential \(name) was not passed: $CREDENTIALS_DIRECTORY is not set; use LoadCredential= in the unit"
    case .badCredentialName(let name):
      "\(name) is not a name of a credential: it may not hold a slash or be a dot name"
    case .commandFailed(let program, let why):
      "the secret's command \(program) failed: \(why); run it by hand to see"
    case .notOneLine(let reference):
      "the secret of \(reference.words) holds a line break: it must be a single line"
    }
  }
}

extension SecretReference {
  /// The reference as configuration writes it; says where a secret is, never what it is.
  package var words: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    case .credential(let name): "cred:\(name)"
    case .command(let argv): "cmd: \(argv.first ?? "")"
    }
  }
}
