/// What the bytes received so far are to a Redis server.
enum CommandReading: Sendable, Equatable {
  case unfinished
  case complete([String], bytes: Int)
  case refused
}

/// Reads one command, inline or as an array of bulk strings (the two request forms of RESP).
func readCommand(_ bytes: [UInt8]) -> CommandReading {
  guard let (first, start) = line(bytes, from: 0) else {
    return bytes.count >= requestLimit ? .refused : .unfinished
  }
  guard first.hasPrefix("*") else {
    return .complete(first.split(separator: " ").map(String.init), bytes: start)
  }
  guard let count = Int(first.dropFirst()), (1...16).contains(count) else { return .refused }
  var words: [String] = []
  var position = start
  for _ in 0..<count {
    guard let (header, next) = line(bytes, from: position) else { return .unfinished }
    guard header.hasPrefix("$"), let length = Int(header.dropFirst()), (0...1024).contains(length) else {
      return .refused
    }
    guard bytes.count >= next + length + 2 else { return .unfinished }
    words.append(String(decoding: bytes[next..<next + length], as: UTF8.self))
    position = next + length + 2
  }
  return .complete(words, bytes: position)
}

/// The line that begins at `start`, and where the next one does; nil while its end has not come.
private func line(_ bytes: [UInt8], from start: Int) -> (text: String, next: Int)? {
  guard let end = bytes[start...].firstIndex(of: 10) else { return nil }
  let last = end > start && bytes[end - 1] == 13 ? end - 1 : end
  return (String(decoding: bytes[start..<last], as: UTF8.self), end + 1)
}

extension DemoStory {
  /// The reply to a Redis command; a queue with a wrong name is empty, as in the real one.
  func reply(to command: [String]) -> String {
    guard let name = command.first?.uppercased() else { return "" }
    switch (name, command.dropFirst().first) {
    case ("PING", _): return "+PONG\r\n"
    case ("QUIT", _): return "+OK\r\n"
    case ("LLEN", "events"?): return ":\(eventsWaiting)\r\n"
    case ("LLEN", _?): return ":0\r\n"
    case ("LLEN", nil): return "-ERR wrong number of arguments for 'llen' command\r\n"
    default: return "-ERR unknown command\r\n"
    }
  }
}
