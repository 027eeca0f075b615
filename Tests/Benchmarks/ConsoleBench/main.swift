import Glibc

/// `ConsoleBench [PROGRAM [SECONDS]]` prints the figures of the console beside a floor in C and the peers that are
/// installed: PROGRAM is the release build of sitrep, SECONDS how long it is listened to without a key.
///
/// `ConsoleBench busy [PROGRAM]` prints those of keys while 500 probes wait for an answer and another process writes;
/// `ConsoleBench write PATH` is that process.
///
/// `ConsoleBench scale [PROGRAM [FOLDER]]` prints those of a small and a large record; FOLDER keeps the large one.
let arguments = CommandLine.arguments
let console = arguments.count > 1 ? arguments[1] : ".build/release/sitrep"
let idle = arguments.count > 2 ? Int(arguments[2]) ?? 60 : 60

do {
  if console == "scale" {
    let program = arguments.count > 2 ? arguments[2] : ".build/release/sitrep"
    try ScaleFigures(console: program, shelf: arguments.count > 3 ? arguments[3] : "/tmp").print()
    exit(0)
  }
  let beside = arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
    separator: "/")
  if console == "write", arguments.count > 2 { try writeForEver(to: arguments[2]) }
  if console == "busy" {
    let program = arguments.count > 2 ? arguments[2] : ".build/release/sitrep"
    try BusyFigures(console: program, floor: "\(beside)/TableFloor").print()
    exit(0)
  }
  let world = try World(services: 50, incidents: 1000)
  var programs = [
    Program(name: "sitrep", words: [console], lastLine: "quit"),
    Program(name: "C floor", words: ["\(beside)/TableFloor"], lastLine: "quit"),
    Program(
      name: "sitrep, no probe due", words: [console] + world.calm, lastLine: "quit"),
    Program(name: "sitrep demo", words: [console, "demo", "--fresh"], reach: 8, lastLine: "quit"),
  ]
  let (installed, missing) = peers(in: world)
  programs += installed
  var bench = Bench(world: world, programs: programs.map { ($0, Figures()) })
  try bench.measureStarts(30)
  try bench.measureKeys(turns: 6)
  try bench.measureMemory()
  try bench.measureIdle(for: .seconds(idle), after: .seconds(5))
  world.remove()
  print(table(bench.programs.map { ($0.program.name, $0.figures) }, floor: "C floor"), terminator: "")
  for name in missing { print("\(name) is not installed") }
} catch let problem as BenchProblem {
  print("ConsoleBench: \(problem.words)")
  exit(1)
}
