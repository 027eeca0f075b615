import Testing

@Suite struct HouseTests {
  /// Each foreign library has one room.
  static let owners: [String: Set<String>] = [
    "GRDB": ["StoreGRDB"], "CSQLite": ["StoreGRDB"], "Yams": ["Documents"], "CYaml": ["Documents"],
    "CNcurses": ["TerminalCurses"],
    "CCurl": ["ProbeCurl", "MessageCurl"], "CProcess": ["CommandRunner"], "CCrypto": ["SignOpenSSL"],
    "ArgumentParser": ["sitrep"],
  ]

  static let pure: Set = [
    "Domain", "Cells", "Documents", "Settings", "PlaybookEngine", "Comms", "Exports", "ConsoleCore",
    "ConsoleUI",
  ]
  static let hands: Set = [
    "ProbeCurl", "MessageCurl", "StoreGRDB", "TerminalCurses", "CommandRunner", "FilesLocal", "SignOpenSSL",
    "DemoToolchain",
  ]

  @Test(arguments: owners.keys.sorted())
  func `a foreign library is imported in its own room alone`(_ library: String) throws {
    let strays = try SourceTree().imports(of: [library]).filter { line in
      !(Self.owners[library] ?? []).contains { line.hasPrefix("Sources/\($0)/") }
    }
    #expect(strays == [])
  }

  @Test func `the pure rooms know no clock, no chance and no output`() throws {
    let words = ["Date()", ".now()", "ContinuousClock", "SystemRandomNumberGenerator", "print(", "sleep("]
    let strays = try SourceTree().uses(of: words, in: Self.pure).filter {
      !$0.contains("mutating func print(") && !$0.contains(".print(")
    }
    #expect(strays == [])
  }

  @Test func `the pure rooms import no hand, no runtime and no system library`() throws {
    let foreign = Self.hands.union(["Runtime", "Clients", "Glibc", "Dispatch", "Foundation"])
    let strays = try SourceTree().imports(of: foreign).filter { line in
      Self.pure.contains { line.hasPrefix("Sources/\($0)/") }
    }
    #expect(strays == [])
  }

  @Test func `the hands import neither each other nor the console`() throws {
    let above = Self.hands.union(["Runtime", "ConsoleCore", "ConsoleUI"])
    let strays = try SourceTree().imports(of: above).filter { line in
      Self.hands.contains { line.hasPrefix("Sources/\($0)/") }
    }
    #expect(strays == [])
  }

  @Test(arguments: ["Sources", "Tests"])
  func `no file holds more than 400 lines`(_ folder: String) throws {
    let long = try SourceTree(folder).files.filter { $0.lines.count > 401 }.map {
      "\($0.path): \($0.lines.count)"
    }
    #expect(long == [])
  }

  @Test func `nothing is forced outside the tests`() throws {
    let all = Set(try SourceTree().files.map(\.module))
    #expect(try SourceTree().uses(of: ["try!", "as!"], in: all) == [])
  }

  @Test func `only the terminal writes to the terminal`() throws {
    let console: Set = ["ConsoleCore", "ConsoleUI", "Runtime", "Cells"]
    let words = ["addstr", "addwstr", "printw", "print(", "fputs", "FileHandle"]
    let strays = try SourceTree().uses(of: words, in: console).filter {
      !$0.contains("mutating func print(") && !$0.contains(".print(")
    }
    #expect(strays == [])
  }

  /// The guard keeps the WAL-reset bug of SQLite 3.7.0 to 3.51.2 from ever being met.
  @Test func `the record is written and its log emptied in one place each, under the guard`() throws {
    let writes = try SourceTree().uses(of: [".checkpoint(", ".inTransaction("], in: ["StoreGRDB"])
    let places = Set(writes.compactMap { $0.split(separator: ":").first.map(String.init) })
    #expect(
      places == [
        "Sources/StoreGRDB/Asking.swift", "Sources/StoreGRDB/Schema/Schema.swift",
        "Sources/StoreGRDB/Store.swift",
      ])
    #expect(writes.count == 3, "\(writes)")
  }
}
