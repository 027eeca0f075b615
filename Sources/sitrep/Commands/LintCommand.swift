import Clients
import ArgumentParser
import Documents
import Domain
import FilesLocal
import PlaybookEngine

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks playbooks: what is wrong, stale or missing, with its place.",
    discussion: "Warnings leave the exit code at 0; errors make it 65.")

  @Argument(help: "Playbook files or folders; without any, the folder that the console uses.")
  var paths: [String] = []

  func run() throws {
    let files = localFiles()
    let named = paths.flatMap { path in
      path.hasSuffix(".yaml")
        ? [path] : files.list(path).filter { $0.hasSuffix(".yaml") }.map { "\(path)/\($0)" }
    }
    let searched = Wiring.places.playbookFolders()
    let standard = searched.first { !files.list($0).isEmpty }
    let chosen =
      paths.isEmpty
      ? files.list(standard ?? "").filter { $0.hasSuffix(".yaml") }.map { "\(standard ?? "")/\($0)" } : named
    guard !chosen.isEmpty else {
      complain(
        "sitrep: no playbooks. Looked in: \((paths.isEmpty ? searched : paths).joined(separator: ", "))")
      throw ExitCode.noInput
    }
    var sources: [(file: String, source: String)] = []
    for file in chosen {
      do throws(FileFailure) {
        sources.append((file, try files.read(file)))
      } catch {
        complain("sitrep: \(error.words)")
        throw ExitCode.noInput
      }
    }
    let library = PlaybookLibrary(
      files: sources.map { (name: $0.file, text: $0.source) }, now: Wiring.surroundings.now())
    let findings = library.findings
    findings.forEach { say($0.text) }
    let errors = findings.count { $0.level == .error }
    say("\(library.playbooks.count) playbooks, \(errors) errors, \(findings.count - errors) warnings")
    if errors > 0 { throw ExitCode.dataError }
  }
}
