import FilesLocal
import FoundationEssentials
import Testing

@Suite struct PlacesTests {
  private func places(_ environment: [String: String] = [:], executable: String? = "/opt/sitrep/bin/sitrep")
    -> Places
  {
    Places(environment: environment, home: "/home/jo", executable: executable)
  }

  @Test func `playbooks are looked for from the nearest wish to the last resort`() {
    let found = places(["SITREP_PLAYBOOKS": "/srv/playbooks", "XDG_CONFIG_HOME": "/cfg"])
      .playbookFolders(given: "/given")
    #expect(
      found == [
        "/given", "/srv/playbooks", "/cfg/sitrep/playbooks", "/etc/sitrep/playbooks",
        "/opt/sitrep/bin/Playbooks", "/opt/sitrep/Playbooks", "/opt/Playbooks",
        "/opt/sitrep/share/sitrep/Playbooks",
      ])
  }

  @Test func `themes are looked for where playbooks are, with a wish of their own`() {
    let found = places(["SITREP_THEMES": "/srv/themes", "SITREP_PLAYBOOKS": "/srv/playbooks"]).themeFolders()
    #expect(
      found == [
        "/srv/themes", "/home/jo/.config/sitrep/themes", "/etc/sitrep/themes", "/opt/sitrep/bin/Themes",
        "/opt/sitrep/Themes", "/opt/Themes", "/opt/sitrep/share/sitrep/Themes",
      ])
  }

  @Test func `without wishes the usual folders stand`() {
    #expect(
      places(executable: nil).playbookFolders() == [
        "/home/jo/.config/sitrep/playbooks", "/etc/sitrep/playbooks",
      ])
  }

  @Test func `a folder that is named twice is looked at once`() {
    let found = places(["SITREP_PLAYBOOKS": "/given"], executable: nil).playbookFolders(given: "/given")
    #expect(found.filter { $0 == "/given" }.count == 1)
  }

  @Test func `a configuration given by name is the only one, there or not`() {
    let named = places(["SITREP_CONFIG": "/from/environment.yaml"])
    #expect(named.configuration(given: "/no/such.yaml") == "/no/such.yaml")
    #expect(named.configuration() == "/from/environment.yaml")
  }

  @Test func `the usual configuration is the person's, then the host's`() {
    #expect(
      places().configurationFiles() == ["/home/jo/.config/sitrep/sitrep.yaml", "/etc/sitrep/sitrep.yaml"])
  }

  @Test(arguments: [
    ([:], "/home/jo/.local/state/sitrep"), (["XDG_STATE_HOME": "/state"], "/state/sitrep"),
    (["XDG_STATE_HOME": ""], "/home/jo/.local/state/sitrep"),
    (["XDG_STATE_HOME": "relative"], "/home/jo/.local/state/sitrep"),
  ])
  func `the state folder follows XDG`(environment: [String: String], folder: String) {
    #expect(places(environment).stateFolder == folder)
  }

  @Test func `the running process knows its executable and home`() {
    let own = Places.ofThisProcess(environment: ["HOME": "/somewhere"])
    #expect(own.home == "/somewhere")
    #expect(own.executable?.hasPrefix("/") == true)
    #expect(Places.ofThisProcess(environment: [:]).home.hasPrefix("/"))
  }
}
