import ArgumentParser
import Clients
import FilesLocal
import Glibc
import Settings

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Looks at what listens on this host and writes a first sitrep.yaml.",
    discussion: "Shows the file and asks before it writes; an existing one is never overwritten.")

  @Option(name: .shortAndLong, help: "The file to write.") var output: String?
  @Flag(help: "Write without asking.") var yes = false
  @Option(help: "Look at these ports alone, as in 80,5432; without it at all that listen here.") var ports:
    String?

  func run() throws {
    let files = localFiles()
    let path = output ?? Wiring.places.newConfiguration
    guard files.changedAt(path) == nil else {
      complain("sitrep: \(path) is there already and stays as it is; --output names another file")
      throw ExitCode.cannotCreate
    }
    let listeners = try wantedPorts(files).map {
      Listener(port: $0, process: nil, answersHTTP: Listening.answersHTTP($0))
    }
    let text = draftSettings(host: Wiring.hostName, listeners: listeners)
    say(text)
    guard yes || isatty(STDIN_FILENO) == 1 else {
      complain("sitrep: nobody is there to ask, so nothing was written; --yes writes \(path) without asking")
      throw ExitCode.cannotCreate
    }
    guard yes || confirmed(path) else {
      say("nothing was written")
      return
    }
    do throws(FileFailure) {
      try makeFolders(above: path)
      try files.write(path, text)
    } catch {
      complain("sitrep: \(error.words)")
      throw ExitCode.cannotCreate
    }
    say("written: \(path)\nnext: look it over, then sitrep check, then sitrep")
  }

  /// The ports that listen on this host, of those that were named if any were.
  private func wantedPorts(_ files: FileClient) throws -> [Int] {
    let listening = Set(
      ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { parseListeners(procNetTCP: (try? files.read($0)) ?? "") })
    guard let ports else { return listening.sorted() }
    let wanted = ports.split(separator: ",", omittingEmptySubsequences: false).map {
      Int($0.filter { $0 != " " }) ?? 0
    }
    guard wanted.allSatisfy((1...65535).contains) else {
      throw ValidationError("--ports takes numbers from 1 to 65535 with commas between, as in 80,5432")
    }
    return listening.intersection(wanted).sorted()
  }

  private func confirmed(_ path: String) -> Bool {
    say("Write this to \(path)? [y/N]")
    return readLine().map { ["y", "yes"].contains($0.lowercased()) } ?? false
  }
}
