import Foundation
import Support

/// `openssl s_server` with a self-signed certificate for localhost.
struct TLSServer {
  let port: Int
  let certificate: String
  private let process: Process
  private let folder: URL

  /// `days` are those until the certificate ends, negative where it has ended.
  init(days: Int) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("cert.pem").path
    let key = folder.appendingPathComponent("key.pem").path
    try Self.makeCertificate(certificate, key: key, days: days, in: folder)
    process = Self.openssl(["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key])
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    port = try Self.readPort(output.fileHandleForReading)
  }

  func stop() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func makeCertificate(_ path: String, key: String, days: Int, in folder: URL) throws {
    let now = Date()
    let end = now.addingTimeInterval(Double(days) * 86_400)
    let request = folder.appendingPathComponent("request.pem").path
    try run([
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out",
      request, "-subj", "/CN=localhost",
    ])
    let settings = """
      [ca]
      default_ca = own
      [own]
      new_certs_dir = \(folder.path)
      database = \(folder.path)/index.txt
      rand_serial = yes
      default_md = sha256
      policy = any
      x509_extensions = names
      [any]
      commonName = supplied
      [names]
      subjectAltName = DNS:localhost,IP:127.0.0.1
      basicConstraints = CA:TRUE
      """
    let configuration = folder.appendingPathComponent("ca.cnf").path
    try settings.write(toFile: configuration, atomically: true, encoding: .utf8)
    try "".write(toFile: folder.path + "/index.txt", atomically: true, encoding: .utf8)
    try run([
      "ca", "-batch", "-selfsign", "-notext", "-config", configuration, "-keyfile", key, "-in", request,
      "-out",
      path, "-startdate", text(end.addingTimeInterval(-20 * 86_400)), "-enddate", text(end),
    ])
  }

  /// The moment as ASN.1 writes it, as in `20261121120000Z`.
  private static func text(_ date: Date) -> String {
    date.ISO8601Format().filter { $0 != "-" && $0 != ":" && $0 != "T" }
  }

  private static func openssl(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    return process
  }

  private static func run(_ arguments: [String]) throws {
    let process = openssl(arguments)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Reads `ACCEPT 127.0.0.1:40123`, which is printed once it listens.
  private static func readPort(_ output: FileHandle) throws -> Int {
    var text = ""
    while !text.contains(/ACCEPT .*\n/) {
      let data = output.availableData
      guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
      text += String(decoding: data, as: UTF8.self)
    }
    guard let found = text.firstMatch(of: /ACCEPT .*:([0-9]+)\n/), let port = Int(found.1) else {
      throw CocoaError(.fileReadUnknown)
    }
    return port
  }
}
