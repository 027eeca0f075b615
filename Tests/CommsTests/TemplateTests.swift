import Comms
import Domain
import Support
import Testing

struct TemplateTests {
  @Test func `names become facts`() {
    let filled = fillTemplate(
      "[SEV${{sev}}] since ${{ impact_start }}.", facts: ["sev": "1", "impact_start": "13:39"])
    #expect(filled.text == "[SEV1] since 13:39.")
    #expect(filled.unknown.isEmpty)
  }

  @Test func `a name without a fact stays visible and is listed once`() {
    let filled = fillTemplate("${{a}} ${{b}} ${{a}}", facts: ["b": "B"])
    #expect(filled.text == "${{a}} B ${{a}}")
    #expect(filled.unknown == ["a"])
  }

  @Test func `a fact is not read as a template`() {
    #expect(fillTemplate("${{a}}", facts: ["a": "${{b}}", "b": "no"]).text == "${{b}}")
  }

  @Test(arguments: ["", "${{", "${{a", "$ {{a}}", "}}", "{{.Name}} ${HOME} %{http_code}"])
  func `what is no name stays as it is`(text: String) {
    let filled = fillTemplate(text, facts: ["a": "A"])
    #expect(filled.text == text)
    #expect(filled.unknown.isEmpty)
  }

  @Test func `the facts come from the record, beside the playbook's variables`() throws {
    let facts = templateFacts(
      of: try #require(registryNight().incident), now: moment("14:32:00"), nextUpdateAt: nil)
    #expect(facts["impact_start"] == "13:39 UTC")
    #expect(facts["impact_minutes"] == "41")
    #expect(facts["sev"] == "1")
    #expect(facts["affected"] == "everybody who pushes")
    #expect(facts["next_update"] == nil)
  }
}
