// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 rules, no warnings, and import lines that tell the truth.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  // Types are made where they are used, not looked up by their mangled names among seven thousand conformances: that
  // took a fifteenth of each start.
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"], .when(configuration: .release)),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["Support"],
    exclude: withGoldens.contains(name) ? ["__Snapshots__"] : [], swiftSettings: strict)
}

/// Goldens lie beside their tests and are read from disk, never bundled.
let withGoldens: Set = ["ConsoleUITests", "ExportsTests", "StoreGRDBTests"]

let package = Package(
  name: "sitrep",
  products: [.executable(name: "sitrep", targets: ["sitrep"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // 0 words: values and rules; no I/O, no clock, no chance
    module("Domain"),
    module("Cells"),
    module("Documents", ["Domain", .product(name: "Yams", package: "Yams")]),
    // 1 crafts: pure engines over the words
    module("Settings", ["Domain", "Cells", "Documents", "Comms"]),
    module("PlaybookEngine", ["Domain", "Documents"]),
    module("Comms", ["Domain"]),
    module("Exports", ["Domain", "Comms"]),
    // 2 mind
    module("ConsoleCore", ["Domain", "Cells", "Settings", "PlaybookEngine", "Comms", "Exports"]),
    // 3 face and doors
    module("ConsoleUI", ["ConsoleCore", "Domain", "Cells", "PlaybookEngine", "Comms", "Settings"]),
    module("Clients", ["Domain", "Cells", "Comms"]),
    // 4 loop and hands
    module(
      "Runtime",
      [
        "ConsoleCore", "ConsoleUI", "Clients", "Domain", "Cells", "Comms", "Exports", "PlaybookEngine",
        "Settings",
      ]),
    module("ProbeCurl", ["Clients", "Domain", "CCurl"]),
    module("MessageCurl", ["Clients", "Domain", "Comms", "CCurl"]),
    module(
      "StoreGRDB", ["Clients", "Domain", "CSQLite", .product(name: "GRDB", package: "GRDB.swift")]),
    module("TerminalCurses", ["Clients", "Cells", "CNcurses"]),
    module("CommandRunner", ["Clients", "Domain", "CProcess"]),
    module("FilesLocal", ["Clients", "Domain"]),
    module("SignOpenSSL", ["Domain", "CCrypto"]),
    module("DemoToolchain", ["Domain"]),
    // libcurl is loaded at the first probe, never linked: that would cost each start 5 ms
    .target(name: "CCurl"),
    .target(name: "CProcess"),
    // libcrypto is loaded when something is signed or checked, never linked
    .target(name: "CCrypto"),
    // Of ncurses its terminfo alone.
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("tinfo")]),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    // 5 door plate
    .executableTarget(
      name: "sitrep",
      dependencies: [
        "Runtime", "ConsoleCore", "ConsoleUI", "Clients", "Domain", "Cells", "Documents",
        "Settings", "PlaybookEngine", "Comms", "Exports", "ProbeCurl", "MessageCurl", "StoreGRDB",
        "TerminalCurses", "CommandRunner", "FilesLocal", "SignOpenSSL", "DemoToolchain",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      // Nobody links against the program, and looking through 17,000 exported names took a twelfth of each start.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))
      ]),
    // proof
    .target(
      name: "Support",
      dependencies: [
        "Domain", "Cells", "Clients", "ConsoleCore", "ConsoleUI", "Runtime", "Documents", "Settings",
        "PlaybookEngine",
      ],
      path: "Tests/Support", swiftSettings: strict),
    .target(
      name: "CReference", dependencies: ["CCurl"], path: "Tests/Benchmarks/CReference",
      linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "ProbeBench", dependencies: ["ProbeCurl", "Clients", "Domain", "CReference"],
      path: "Tests/Benchmarks/ProbeBench", swiftSettings: strict),
    .executableTarget(
      name: "AppendBench", dependencies: ["StoreGRDB", "Clients", "Domain", "CReference"],
      path: "Tests/Benchmarks/AppendBench", swiftSettings: strict),
    .executableTarget(
      name: "TableFloor", path: "Tests/Benchmarks/TableFloor",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .executableTarget(
      name: "ConsoleBench", dependencies: ["StoreGRDB", "Clients", "Domain", "CReference"],
      path: "Tests/Benchmarks/ConsoleBench", swiftSettings: strict),
    tests("DomainTests", ["Domain"]),
    tests("CellsTests", ["Cells"]),
    tests("DocumentsTests", ["Documents", "Domain"]),
    tests("SettingsTests", ["Settings", "Cells", "Domain", "Documents"]),
    tests("PlaybookEngineTests", ["PlaybookEngine", "Domain", "Documents"]),
    tests("CommsTests", ["Comms", "Domain"]),
    tests(
      "ConsoleCoreTests",
      ["ConsoleCore", "Cells", "Comms", "Domain", "PlaybookEngine", "Settings"]),
    tests("ExportsTests", ["Exports", "Comms", "Domain"]),
    tests(
      "StoreGRDBTests", ["StoreGRDB", "Clients", "Domain", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("ProbeCurlTests", ["ProbeCurl", "Clients", "Domain"]),
    tests("MessageCurlTests", ["MessageCurl", "Clients", "Domain", "Comms"]),
    tests("TerminalCursesTests", ["TerminalCurses", "Clients", "Cells"]),
    tests("CommandRunnerTests", ["CommandRunner", "Clients", "Domain"]),
    tests("FilesLocalTests", ["FilesLocal", "Clients", "Domain"]),
    tests("SignOpenSSLTests", ["SignOpenSSL", "Domain"]),
    tests(
      "DemoToolchainTests", ["DemoToolchain", "Domain", "Settings", "PlaybookEngine", "Documents"]),
    tests(
      "ScenarioTests",
      [
        "Runtime", "ConsoleCore", "ConsoleUI", "StoreGRDB", "Clients", "Cells", "Comms", "Domain", "Exports",
        "PlaybookEngine",
      ]),
    tests(
      "ConsoleUITests",
      [
        "ConsoleUI", "ConsoleCore", "PlaybookEngine", "Settings", "Comms", "Documents", "Domain", "Cells",
      ]),
    tests("ShippedTests", ["PlaybookEngine", "Settings", "Cells", "Documents", "Domain"]),
    tests("ArchitectureTests", []),
    // the built program from outside, as a process of its own: its executable lies beside the tests
    tests(
      "CommandTests", ["StoreGRDB", "Clients", "Domain", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("LabTests", []),
    tests("TerminalTests", []),
  ],
  swiftLanguageModes: [.v6]
)
