import Cells
import Testing

@Suite struct PaletteTests {
  @Test func `the palette without colours has none`() {
    for role in Role.allCases {
      #expect(Palette.monochrome[role].foreground == nil)
      #expect(Palette.monochrome[role].background == nil)
    }
  }

  @Test func `plain text leaves the terminal's own colours`() {
    #expect(Palette.standard[.text] == Palette.Paint())
  }

  @Test func `what has failed does not look like what is well`() {
    for palette in [Palette.standard, .monochrome] {
      #expect(palette[.down] != palette[.ok])
      #expect(palette[.sev1] != palette[.sev3])
      #expect(palette[.overdue] != palette[.warning])
    }
  }
}
