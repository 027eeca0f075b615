import Clients
import Domain
import StoreGRDB
import Testing

@Suite struct AppendTests {
  @Test func `an incident folds from disk as it was written`() throws {
    let scratch = try Scratch()
    let incident = Sample.id()
    let store = try scratch.open()
    let written = try store.appendAndWait([
      Sample.declared("Registry is down", as: incident), Sample.note("disk is full", in: incident),
      Sample.milestone(.mitigated, in: incident),
    ])
    store.close()

    let again = try scratch.open()
    defer { again.close() }
    let read = try #require(try again.opening().openIncidents.first)
    #expect(read.events == written)
    #expect(read.number == 1)
    let folded = Incident(id: incident, number: read.number, events: read.events)
    #expect(folded == Incident(id: incident, number: 1, events: written))
    #expect(folded?.title == "Registry is down")
  }

  @Test func `positions count without gaps in the database and in each incident`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let (a, b) = (Sample.id(), Sample.id())
    let events = [a, b, nil, a, b, a].map { Sample.note("x", in: $0) }
    let recorded = try store.appendAndWait(events)
    #expect(recorded.map(\.position.globalNumber) == [1, 2, 3, 4, 5, 6])
    #expect(recorded.map(\.position.number) == [1, 1, 0, 2, 2, 3])
    #expect(recorded[3].position.previousInIncident == recorded[0].position.hash)
    #expect(recorded[3].position.previousInDatabase == recorded[2].position.hash)
  }

  @Test func `a batch that is sent again is written once and gets its old places`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let (first, second) = (Sample.note("one"), Sample.note("two"))
    let before = try store.appendAndWait([first])
    let after = try store.appendAndWait([first, second])
    #expect(after.first == before.first)
    #expect(after.map(\.position.globalNumber) == [1, 2])
    #expect(try verifyStore(scratch.path).events == 2)
  }

  @Test func `a kind that is not known is kept to the byte`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let unknown = Sample.event(.unknown(UnknownKind(kind: "dreamt", payload: [0, 255, 10])), in: Sample.id())
    let recorded = try store.appendAndWait([Sample.declared("x", as: unknown.incident!), unknown])
    #expect(try store.opening().openIncidents.first?.events.last == recorded.last)
  }

  @Test func `a text that is too long is refused with the whole batch`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let long = Sample.note(String(repeating: "x", count: 600_000))
    #expect(throws: StoreFailure.self) { try store.appendAndWait([Sample.note("short"), long]) }
    #expect(try store.appendAndWait([Sample.note("next")]).first?.position.globalNumber == 1)
  }

  @Test func `incidents are numbered as they are declared, and listed the newest first`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let ids = [Sample.id(), Sample.id(), Sample.id()]
    for id in ids { _ = try store.appendAndWait([Sample.declared("x", as: id)]) }
    let box = Box<[IncidentSummary]>([])
    store.incidents { result in box.change { $0 = (try? result.get()) ?? [] } }
    #expect(eventually { !box.value.isEmpty })
    #expect(box.value.map(\.number) == [3, 2, 1])
    #expect(box.value.map(\.id) == ids.reversed())
  }

  @Test func `a resolved incident is closed, a reopened one open, a retracted resolve never was`() throws {
    let scratch = try Scratch()
    let store = try scratch.open()
    defer { store.close() }
    let id = Sample.id()
    func isOpen() throws -> Bool { try !store.opening().openIncidents.isEmpty }
    let resolve = Sample.milestone(.resolved, in: id)
    _ = try store.appendAndWait([Sample.declared("x", as: id), resolve])
    #expect(try !isOpen())
    _ = try store.appendAndWait([Sample.milestone(.reopened, in: id)])
    #expect(try isOpen())
    let second = Sample.event(.stateSet(StateChange(to: .resolved)), in: id)
    _ = try store.appendAndWait([second])
    #expect(try !isOpen())
    let retracted = Sample.event(.correction(Correction(retracted: true)), in: id, corrects: second.id)
    _ = try store.appendAndWait([retracted])
    #expect(try isOpen())
  }

  @Test func `eight stores at once lose nothing, leave no gap and never find the file busy`() async throws {
    let scratch = try Scratch()
    try scratch.open().close()
    let incident = Sample.id()
    let failures = Box<[StoreFailure]>([])
    let saved = Box(0)
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          do throws(StoreFailure) {
            let store = try openStore(scratch.options())
            let done = Box(0)
            for count in 0..<200 {
              store.append([Sample.note("\(writer)/\(count)", in: incident)]) { result in
                if case .failure(let failure) = result { failures.change { $0.append(failure) } }
                done.change { $0 += 1 }
              }
            }
            _ = eventually { done.value == 200 } || eventually { done.value == 200 }
            saved.change { [count = done.value] in $0 += count }
            store.close()
          } catch {
            failures.change { $0.append(error) }
          }
        }
      }
    }
    #expect(failures.value.isEmpty)
    #expect(saved.value == 1600)
    let verdict = try verifyStore(scratch.path)
    #expect(verdict.problem == nil)
    #expect(verdict.events == 1600)
    #expect(verdict.incidents.first?.number == 1600)
  }
}
