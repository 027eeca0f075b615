import Comms
import Domain
import Support
import Testing

struct OutboxTests {
  private let began = moment("13:00:00")

  @Test func `what was queued here is due at once`() throws {
    let record = queued(at: "13:50:00")
    let due = dueDeliveries(
      try #require(record.incident), attempts: [:], began: began, now: moment("13:50:00"))
    #expect(due.map(\.text) == ["hello"])
    #expect(due.first?.idempotencyKey == "00000000-0000-0001-0000-000000000001/mail")
  }

  @Test func `what was sent or failed is not due`() throws {
    var record = queued(at: "13:50:00")
    record.add(event(.sent), at: "13:50:01")
    #expect(try states(record) == [.sent(moment("13:50:01"))])
    record = queued(at: "13:50:00")
    record.add(event(.failed, text: "550 no such user"), at: "13:50:01")
    #expect(try states(record) == [.failed(reason: "550 no such user")])
    #expect(try due(record, [:], "14:00:00").isEmpty)
  }

  @Test func `what an earlier process queued without a result is not sent again by itself`() throws {
    let record = queued(at: "12:59:59")
    #expect(try states(record) == [.unknown])
    #expect(try due(record, [:], "14:00:00").isEmpty)
  }

  @Test func `a channel that drops second copies gets it again`() throws {
    let record = queued(at: "12:59:59")
    let incident = try #require(record.incident)
    let due = dueDeliveries(
      incident, attempts: [:], began: began, repeatable: ["mail"], now: moment("14:00:00"))
    #expect(due.count == 1)
  }

  @Test func `queued again by a person, it is sent`() throws {
    var record = queued(at: "12:59:59")
    record.add(event(.queued, text: "hello"), at: "13:10:00")
    #expect(try due(record, [:], "13:10:00").count == 1)
  }

  @Test func `each channel has its own fate`() throws {
    var record = queued(at: "13:50:00")
    record.add(event(.queued, text: "short", channel: "sms"), at: "13:50:00")
    record.add(event(.failed, text: "refused"), at: "13:50:01")
    #expect(try states(record) == [.failed(reason: "refused"), .queued(retryAt: nil)])
  }

  @Test func `a temporary failure is repeated after 5, 15 and 45 seconds, then it failed`() throws {
    let record = queued(at: "13:50:00")
    let item = try #require(try due(record, [:], "13:50:00").first)
    var attempts = DeliveryAttempts(of: item)
    var verdicts: [DeliveryVerdict] = []
    for time in ["13:50:00", "13:50:05", "13:50:20", "13:51:05"] {
      #expect(try due(record, [item.id: attempts], time).count == 1, "\(time)")
      attempts.began()
      #expect(try states(record, [item.id: attempts]) == [.sending])
      verdicts.append(attempts.ended(.temporary(reason: "no connection"), at: moment(time)))
    }
    #expect(
      verdicts == [
        .retry(at: moment("13:50:05")), .retry(at: moment("13:50:20")), .retry(at: moment("13:51:05")),
        .failed(reason: "no connection, after 4 attempts"),
      ])
  }

  @Test func `it waits until the time of the retry`() throws {
    let record = queued(at: "13:50:00")
    var attempts = DeliveryAttempts(of: try #require(try due(record, [:], "13:50:00").first))
    attempts.began()
    _ = attempts.ended(.temporary(reason: "time-out"), at: moment("13:50:00"))
    let key = "00000000-0000-0001-0000-000000000001/mail"
    #expect(try due(record, [key: attempts], "13:50:04").isEmpty)
    #expect(try due(record, [key: attempts], "13:50:05").count == 1)
  }

  @Test func `a refusal is final`() throws {
    var attempts = DeliveryAttempts(of: try #require(try due(queued(at: "13:50:00"), [:], "13:50:00").first))
    attempts.began()
    #expect(attempts.ended(.refused(reason: "401"), at: moment("13:50:01")) == .failed(reason: "401"))
  }

  @Test(arguments: [AttemptOutcome.sent, .refused(reason: "401")])
  func `between its end and its record it is not due again`(outcome: AttemptOutcome) throws {
    let record = queued(at: "13:50:00")
    let item = try #require(try due(record, [:], "13:50:00").first)
    var attempts = DeliveryAttempts(of: item)
    attempts.began()
    _ = attempts.ended(outcome, at: moment("13:50:01"))
    #expect(try due(record, [item.id: attempts], "13:55:00").isEmpty)
  }

  private func event(_ kind: CommsEvent.Kind, text: String? = nil, channel: String = "mail") -> EventBody {
    .comms(
      CommsEvent(
        kind: kind, message: UniqueID(high: 1, low: 1), number: 1, channel: channel, text: text,
        fields: nil))
  }

  private func queued(at time: String) -> TestRecord {
    var record = TestRecord()
    let fields = UpdateFields(happened: "a", impacted: "b", doing: "c", nextUpdateAt: nil)
    record.add(
      .comms(
        CommsEvent(
          kind: .drafted, message: UniqueID(high: 1, low: 1), number: 1, channel: nil, fields: fields)),
      at: time)
    record.add(event(.queued, text: "hello"), at: time)
    return record
  }

  private func states(_ record: TestRecord, _ attempts: [String: DeliveryAttempts] = [:]) throws
    -> [OutboxItem.State]
  {
    outbox(of: try #require(record.incident), attempts: attempts, began: began).map(\.state)
  }

  private func due(_ record: TestRecord, _ attempts: [String: DeliveryAttempts], _ now: String) throws
    -> [OutboxItem]
  {
    dueDeliveries(try #require(record.incident), attempts: attempts, began: began, now: moment(now))
  }
}
