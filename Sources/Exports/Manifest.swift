import Domain

/// The SHA-256 of each file, in the form that `sha256sum -c` reads, by name.
package func manifest(of files: [(name: String, text: String)]) -> String {
  files.sorted { $0.name < $1.name }.map { file in
    "\(hexText(SHA256.digest(Array(file.text.utf8))))  \(file.name)\n"
  }.joined()
}
