import Glibc

/// `AppendBench [FOLDER [COUNT]]` prints the figures of the record, `AppendBench scale FOLDER EVENTS` those of a long one;
/// `AppendBench write PATH COUNT` is one of its writers.
let arguments = CommandLine.arguments
if arguments.count == 4, arguments[1] == "write" {
  try writeAndReport(to: arguments[2], count: Int(arguments[3]) ?? 0)
} else if arguments.count == 3, arguments[1] == "ask" {
  try ScaleFigures(folder: "", events: 1_000_000).ask(arguments[2])
} else if arguments.count == 4, arguments[1] == "scale" {
  let folder = arguments[2] + "/scale-bench-\(getpid())"
  mkdir(folder, 0o700)
  try ScaleFigures(folder: folder, events: Int(arguments[3]) ?? 1_000_000).print()
} else {
  let folder = (arguments.count > 1 ? arguments[1] : "/tmp") + "/append-bench-\(getpid())"
  mkdir(folder, 0o700)
  try AppendFigures(folder: folder, count: arguments.count > 2 ? Int(arguments[2]) ?? 1000 : 1000).print()
  try OpeningFigures(folder: folder).print()
  try SharingFigures(folder: folder).print()
}
