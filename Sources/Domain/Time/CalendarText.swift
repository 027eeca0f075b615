/// Calendar fields of a moment in UTC, or in another zone when the moment was shifted by its offset.
package struct CalendarFields: Hashable, Sendable {
  package var year: Int, month: Int, day: Int
  package var hour: Int, minute: Int, second: Int, millisecond: Int
}

extension Timestamp {
  /// The proleptic Gregorian calendar fields in UTC.
  ///
  /// Days to civil date after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  package var utc: CalendarFields {
    let days = Int((milliseconds - Int64(remainder(86_400_000))) / 86_400_000)
    let rest = remainder(86_400_000)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return CalendarFields(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
      hour: rest / 3_600_000, minute: rest / 60_000 % 60, second: rest / 1000 % 60,
      millisecond: rest % 1000)
  }

  /// The moment of the given calendar fields in UTC, or nil if one of them is out of range.
  package init?(utc fields: CalendarFields) {
    guard (1...12).contains(fields.month), (1...31).contains(fields.day), (0..<24).contains(fields.hour),
      (0..<60).contains(fields.minute), (0...60).contains(fields.second),
      (0..<1000).contains(fields.millisecond)
    else { return nil }
    let year = fields.month <= 2 ? fields.year - 1 : fields.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let shiftedMonth = fields.month > 2 ? fields.month - 3 : fields.month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + fields.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let seconds = ((days * 24 + fields.hour) * 60 + fields.minute) * 60 + fields.second
    self.init(milliseconds: Int64(seconds) * 1000 + Int64(fields.millisecond))
    guard utc.day == fields.day || fields.second == 60 else { return nil }
  }

  /// RFC 3339 in UTC with milliseconds, as in `2026-11-21T14:03:22.123Z`.
  package var rfc3339: String {
    let fields = utc
    return "\(dateText)T\(timeText).\(padded(fields.millisecond, 3))Z"
  }

  /// The UTC date, as in `2026-11-21`.
  package var dateText: String {
    let fields = utc
    return "\(padded(fields.year, 4))-\(padded(fields.month, 2))-\(padded(fields.day, 2))"
  }

  /// The UTC time of day to the second, as in `14:03:22`.
  package var timeText: String { "\(minuteText):\(padded(utc.second, 2))" }

  /// The UTC time of day to the minute, as in `14:03`.
  package var minuteText: String { "\(padded(utc.hour, 2)):\(padded(utc.minute, 2))" }

  private func remainder(_ divisor: Int64) -> Int {
    let rest = milliseconds % divisor
    return Int(rest < 0 ? rest + divisor : rest)
  }
}

extension Timestamp {
  /// Reads RFC 3339 in UTC or with an offset; seconds and their fraction may be left out.
  package init?(rfc3339 text: String) {
    let characters = Array(text.utf8)
    guard characters.count >= 16 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= characters.count else { return nil }
      return Int(String(decoding: characters[from..<from + count], as: UTF8.self))
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2)
    else { return nil }
    var position = 16
    var second = 0
    var millisecond = 0
    if position < characters.count, characters[position] == UInt8(ascii: ":") {
      guard let read = number(17, 2) else { return nil }
      second = read
      position = 19
      if position < characters.count, characters[position] == UInt8(ascii: ".") {
        var scale = 100
        position += 1
        while position < characters.count, let digit = number(position, 1) {
          millisecond += digit * scale
          scale /= 10
          position += 1
        }
      }
    }
    guard
      let local = Timestamp(
        utc: CalendarFields(
          year: year, month: month, day: day, hour: hour, minute: minute, second: second,
          millisecond: millisecond))
    else { return nil }
    switch position < characters.count ? characters[position] : UInt8(ascii: "Z") {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): self = local
    case UInt8(ascii: "+"):
      guard let hours = number(position + 1, 2), let minutes = number(position + 4, 2) else { return nil }
      self = local - .minutes(hours * 60 + minutes)
    case UInt8(ascii: "-"):
      guard let hours = number(position + 1, 2), let minutes = number(position + 4, 2) else { return nil }
      self = local + .minutes(hours * 60 + minutes)
    default: return nil
    }
  }
}

/// A whole number in decimal, filled with zeros on the left to `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(abs(number))
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
