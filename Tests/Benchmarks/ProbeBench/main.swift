import CReference
import Clients
import Domain
import Glibc
import ProbeCurl

/// CPU per fresh HTTP probe of our engine and of a plain C program, in the same run against the same server.
let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
let atOnce = 64
let rounds = 5

let (listener, port) = try listen()
let server = reference_serve(listener)
defer { kill(server, SIGKILL) }
let url = "http://127.0.0.1:\(port)/"
let prober = curlProber(
  secrets: SecretClient { reference throws(SecretFailure) in
    throw .environmentNotSet(name: reference.words)
  })

var ours: [Double] = []
var theirs: [Double] = []
for _ in 0..<rounds {
  theirs.append(try measure { reference_probe(url, count, atOnce) })
  ours.append(try measure { probe(url) })
}
let ratios = zip(ours, theirs).map { $0 / $1 }
report("C libcurl multi", theirs)
report("ProbeCurl      ", ours)
say("ratio            median \(rounded(median(ratios))) (goal: at most 1.3)")
