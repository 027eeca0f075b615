import CProcess
import Glibc

/// Why a program could not be started, in words for people.
struct SpawnProblem: Error {
  var words: String
}

extension Run {
  /// The variable by which everything that a run starts is found again, wherever it hides.
  static let markerName = "SITREP_RUN"

  /// Starts the program; the loop is to listen to what is returned.
  static func start(_ order: Order, marker: String) throws(SpawnProblem) -> Run {
    guard let program = order.argv.first, !program.isEmpty else {
      throw SpawnProblem(words: "no program is named")
    }
    let texts = order.argv + order.environment
    guard !texts.contains(where: { $0.utf8.contains(0) }) else {
      throw SpawnProblem(words: "\(program): an argument or a variable holds a NUL")
    }
    if let folder = order.workingDirectory, access(folder, X_OK) != 0 {
      throw SpawnProblem(
        words: "the working folder \(folder) cannot be entered: \(String(cString: strerror(errno)))")
    }
    return try start(program, order, marker: "\(markerName)=\(marker)")
  }

  private static func start(_ program: String, _ order: Order, marker: String) throws(SpawnProblem) -> Run {
    let output = try pipe()
    let errors: (read: Int32, write: Int32)
    do throws(SpawnProblem) { errors = try pipe() } catch {
      close(output.read)
      close(output.write)
      throw error
    }
    var pid: Int32 = 0
    let wrong = withCStrings(order.argv) { argv in
      withCStrings(order.environment + [marker]) { environment in
        cprocess_spawn(program, argv, environment, order.workingDirectory, output.write, errors.write, &pid)
      }
    }
    close(output.write)
    close(errors.write)
    let end = wrong == 0 ? cprocess_open_pid(pid) : -1
    guard wrong == 0, end >= 0 else {
      close(output.read)
      close(errors.read)
      // Without a descriptor its end would never be heard of.
      if wrong == 0 { kill(-pid, SIGKILL) }
      throw SpawnProblem(words: "\(program): \(String(cString: strerror(wrong == 0 ? errno : wrong)))")
    }
    return Run(
      order, pid: pid, marker: marker,
      sources: [
        Source(descriptor: end, kind: .end), Source(descriptor: output.read, kind: .standardOutput),
        Source(descriptor: errors.read, kind: .standardError),
      ])
  }

  private static func pipe() throws(SpawnProblem) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard cprocess_pipe(&ends) == 0 else {
      throw SpawnProblem(words: "no pipe for its output: \(String(cString: strerror(errno)))")
    }
    return (ends[0], ends[1])
  }
}

/// Lends `texts` as C's list of texts with a NULL at its end.
private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = texts.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}
