import Documents
import Domain

/// Checks what is said about each other across all files: names given twice, names that nobody bears, circles.
func checkReferences(_ parts: [Placed<ConfigurationPart>], playbooks: Set<PlaybookID>?) {
  let services = parts.flatMap { part in
    part.value.services.map { Placed(value: $0, position: $0.position, log: part.log) }
  }
  let components = parts.flatMap { part in
    part.value.components.map { Placed(value: $0.value, position: $0.position, log: part.log) }
  }
  let channels = parts.flatMap { part in
    part.value.channels.map { Placed(value: $0, position: $0.position, log: part.log) }
  }
  reportTwice(
    services.map { Placed(value: $0.value.service.id.rawValue, position: $0.position, log: $0.log) }
      + components.map { Placed(value: $0.value.id.rawValue, position: $0.position, log: $0.log) },
    what: "service or component")
  reportTwice(
    channels.map { Placed(value: $0.value.channel.id.rawValue, position: $0.position, log: $0.log) },
    what: "channel")
  let names = Set(services.map(\.value.service.id) + components.map(\.value.id))
  for service in services { reportUnknown(service.value.dependsOn, names, service.log) }
  for channel in channels { reportUnknown(channel.value.needs, names, channel.log) }
  reportCircles(services)
  guard let playbooks else { return }
  for service in services {
    for wanted in service.value.playbooks where !playbooks.contains(wanted.value) {
      let near = nearest(to: wanted.value.rawValue, among: playbooks.map(\.rawValue))
      service.log.warning(
        at: wanted.position, "no playbook is called \"\(wanted.value)\"",
        hint: near.map { "did you mean \"\($0)\"?" } ?? "`sitrep playbook list` names them")
    }
  }
}

private func reportTwice(_ names: [Placed<String>], what: String) {
  var first: [String: Placed<String>] = [:]
  for name in names {
    if let earlier = first[name.value] {
      name.log.error(
        at: name.position, "a second \(what) is called \"\(name.value)\"",
        hint: "the first stands at \(earlier.log.file):\(earlier.position.line); give each a name of its own")
    } else {
      first[name.value] = name
    }
  }
}

private func reportUnknown(_ wanted: [Located<ServiceID>], _ names: Set<ServiceID>, _ log: FindingLog) {
  for reference in wanted where !names.contains(reference.value) {
    let known = names.sorted()
    let near = nearest(to: reference.value.rawValue, among: known.map(\.rawValue))
    log.error(
      at: reference.position, "no service or component is called \"\(reference.value)\"",
      hint: near.map { "did you mean \"\($0)\"?" }
        ?? "known here: \(known.prefix(20).map(\.rawValue).joined(separator: ", "))")
  }
}

/// Each circle of dependencies once, at the reference that closes it.
private func reportCircles(_ services: [Placed<ServiceRead>]) {
  let byID = Dictionary(services.map { ($0.value.service.id, $0) }) { first, _ in first }
  var finished: Set<ServiceID> = []
  var path: [ServiceID] = []
  func visit(_ id: ServiceID) {
    guard let service = byID[id], !finished.contains(id) else { return }
    path.append(id)
    for next in service.value.dependsOn {
      if let start = path.firstIndex(of: next.value) {
        let circle = (path[start...] + [next.value]).map(\.rawValue).joined(separator: " -> ")
        service.log.error(
          at: next.position, "services depend on each other in a circle: \(circle)",
          hint: "take out the dependency that does not stop the other from working")
      } else {
        visit(next.value)
      }
    }
    path.removeLast()
    finished.insert(id)
  }
  for service in services { visit(service.value.service.id) }
}
