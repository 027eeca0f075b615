import Cells
import ConsoleCore
import Support
import Testing

@Suite struct ShellTests {
  @Test func `a shell is opened by key and by name, and is told the incident in front`() {
    var desk = Desk()
    desk.type("$")
    #expect(desk.asked.last == .openShell(incident: nil))
    desk = Desk.declaredNight()
    desk.type(":shell")
    desk.press(.enter)
    #expect(desk.asked.last == .openShell(incident: "INC-1"))
  }

  @Test func `a shell that can't be opened says why`() {
    var desk = Desk()
    desk.act(.shellEnded(problem: nil))
    #expect(desk.state.notice?.level != .problem)
    desk.act(.shellEnded(problem: "/bin/nosh could not be started: No such file or directory"))
    #expect(desk.says.contains("/bin/nosh could not be started"))
  }
}
