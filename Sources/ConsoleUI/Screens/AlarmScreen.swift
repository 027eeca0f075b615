import Cells
import ConsoleCore
import Domain

extension Frame {
  /// Says over the whole screen that the record was altered: what it means, what to do, how to go on.
  mutating func recordAlarm(_ alarm: RecordAlarm, in whole: Rect) {
    let room = whole.inset(left: 2, right: 2)
    let width = room.width
    let title: SafeText = " THE RECORD IS NOT WHAT IT WAS "
    put(title, in: room.row(1), Style(.overdue, [.bold, .reverse]))
    var lines = ("\(alarm.alarm.words)" as SafeText).wrapped(to: width).map {
      StyledText($0, Style(.text, .bold))
    }
    lines.append(StyledText())
    for (name, text) in advice(alarm) { lines += labelled(name, text, labelWidth: 12, width: width) }
    for (index, line) in lines.shortened(to: max(1, room.height - 6)).enumerated() {
      put(line, in: room.row(3 + index))
    }
    put("Nothing is blocked; the first line keeps a mark.", in: room.row(room.height - 2), .dim)
    put("Enter: I have read this, go on", in: room.row(room.height - 1), Style(.accent, .bold))
  }

  private func advice(_ alarm: RecordAlarm) -> [(SafeText, SafeText)] {
    [
      (
        "It means",
        "Somebody put another copy in place of the file, or changed what was written. It may be a restored"
          + " backup. Until that is known, no time and no name in the record proves anything."
      ),
      ("1 stop", "Let nobody mend or delete anything. Responding goes on here as always."),
      ("2 copy", "sitrep backup evidence.db --db \(alarm.database)"),
      (
        "3 look",
        "sitrep verify --db \(alarm.database) names the event. An update that was sent, or an export, shows"
          + " more: sitrep verify --against FILE"
      ),
      ("4 tell", "Tell the commander now, and write down who could write to the file."),
      ("5 later", "Once it is explained, as by a backup that was put back: rm \(alarm.witness)"),
    ]
  }
}
