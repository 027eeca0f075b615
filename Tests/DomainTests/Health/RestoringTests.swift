import Domain
import Testing

private func remembered(_ state: ServiceState, _ service: ServiceID = "web") -> LastSeen {
  LastSeen(
    service: service, state: state, since: Night.start - .hours(5), at: Night.start - .hours(1),
    values: ["queue_depth": 4])
}

struct RestoringTests {
  @Test func `a remembered state is shown with its age until a live result comes`() {
    var night = Night([service()])
    night.board.restore([remembered(.down), remembered(.ok, "gone")])
    let status = night.board.status(of: "web")
    #expect(status?.isRemembered == true && status?.state == .down)
    #expect(status?.lastProbedAt == Night.start - .hours(1) && status?.values == ["queue_depth": 4])
    #expect(night.board.lastSeen == [remembered(.down)])
    #expect(
      night.board.truth(of: LiveCondition(service: "web", test: .state([.down])), at: night.now) == .unknown)
  }

  @Test func `the same state keeps its beginning and is no change`() {
    var night = Night([service()])
    night.board.restore([remembered(.down)])
    #expect(night.probe("x") == "D")
    #expect(night.board.status(of: "web")?.since == Night.start - .hours(5))
    #expect(night.board.status(of: "web")?.firstBadAt == Night.start - .hours(5))
    #expect(night.board.status(of: "web")?.isRemembered == false)
    #expect(night.changes.isEmpty)
  }

  @Test func `a service that is well again is told at the first live result`() {
    var night = Night([service()])
    night.board.restore([remembered(.down)])
    #expect(night.probe(".") == "o")
    #expect(night.told == "web down > ok")
  }

  @Test func `a service that broke meanwhile is suspect before it is told`() {
    var night = Night([service()])
    night.board.restore([remembered(.ok)])
    #expect(night.probe("xxx") == "u?u?D")
    #expect(night.told == "web ok > down")
  }

  @Test func `a service of several checks stays remembered until all of them were heard`() {
    var two = service()
    two.checks.append(Check(id: "tcp", probe: .tcp(TCPProbe(host: "127.0.0.1", port: 1))))
    var night = Night([two])
    night.board.restore([remembered(.down)])
    #expect(night.probe(".") == "D")
    #expect(night.probe("x", check: "tcp") == "D")
    #expect(night.changes.isEmpty)
  }

  @Test func `a condition that held its time before a restart need not wait again`() {
    var night = Night([service(degraded: ["latency > 1s for 10m"])])
    night.board.restore([remembered(.degraded)])
    #expect(night.probe("sss") == "ddd")
    #expect(night.changes.isEmpty)
    #expect(night.probe("..") == "do")
    #expect(night.told == "web degraded > ok")
  }

  @Test func `a window that has just begun does not say that a service is well again`() {
    var night = Night([service(degraded: ["avg(latency, 5m) > 1s"])])
    night.board.restore([remembered(.degraded)])
    #expect(night.probe("ssss") == "dddd")
    #expect(night.board.status(of: "web")?.isRemembered == true)
    #expect(night.probe("s") == "d")
    #expect(night.board.status(of: "web")?.isRemembered == false)
    #expect(night.changes.isEmpty)
  }

  @Test func `a window that is long enough says that a service is well again`() {
    var night = Night([service(degraded: ["avg(latency, 5m) > 1s"])])
    night.board.restore([remembered(.degraded)])
    #expect(night.probe(".....") == "ddddo")
    #expect(night.told == "web degraded > ok")
  }

  @Test func `what is on record since is newer than what was last seen`() {
    let before = Night.start - .minutes(70)
    let after = Night.start - .minutes(10)
    func event(_ service: ServiceID, at moment: Timestamp) -> RecordedEvent {
      let change = ServiceChange(service: service, from: .ok, to: .down, because: "refused")
      let event = Event(
        id: UniqueID(high: 1, low: UInt64(moment.milliseconds)), incident: nil, happenedAt: moment,
        recordedAt: moment,
        actor: Actor(login: "ana", host: "bastion"), source: .probe, body: .serviceChanged(change))
      return RecordedEvent(pending: event, number: 1)
    }
    let known = [remembered(.ok, "ci"), remembered(.ok)].following([
      event("ci", at: before), event("web", at: after), event("git", at: after),
    ])
    #expect(known.map(\.service) == ["ci", "git", "web"])
    #expect(known.map(\.state) == [.ok, .down, .down])
    #expect(known.last?.since == after && known.last?.values == ["queue_depth": 4])
  }

  @Test func `a reload keeps what is known of what stays`() {
    var night = Night([service(), service("old")])
    _ = night.probe("..sss")
    night.board.replaceServices([service("new"), service(degraded: ["latency > 3s"])], components: [])
    let status = night.board.status(of: "web")
    #expect(status?.state == .degraded && status?.firstBadAt == Night.start + .seconds(60))
    #expect(night.board.series("web", "latency", since: Night.start).count == 5)
    #expect(night.board.status(of: "old") == nil)
    #expect(night.board.status(of: "new")?.state == .unknown)
    #expect(night.probe("ss") == "do")
  }
}
