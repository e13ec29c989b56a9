import DataModel
import Testing

@Suite("Edge labels")
struct EdgeLabelTests {
  @Test(
    "labels name one edge, several, or a shell",
    arguments: [
      ("K", [AbsorptionEdge.k]), ("k", [.k]), ("K-edge", [.k]), ("k edge", [.k]), ("L3", [.l3]), ("l3", [.l3]),
      ("LIII", [.l3]), ("L_III", [.l3]), ("LII", [.l2]), ("M5", [.m5]), ("MIV", [.m4]), ("O7", [.o7]), ("N6", [.n6]),
      ("L23", [.l2, .l3]), ("L2,3", [.l2, .l3]), ("L3, L2", [.l2, .l3]), ("L2/3", [.l2, .l3]), ("L2-3", [.l2, .l3]),
      ("L3+L2", [.l2, .l3]), ("M4,5", [.m4, .m5]), ("L", [.l1, .l2, .l3]), ("L-edges", [.l1, .l2, .l3]),
      ("M", [.m1, .m2, .m3, .m4, .m5]), ("L123", [.l1, .l2, .l3]),
    ])
  func labels(text: String, edges: [AbsorptionEdge]) throws {
    let label = try #require(EdgeLabel(parsing: text))
    #expect(label.edges == edges)
    #expect(label.text == text)
    #expect(label.shell == edges.first?.shell)
    #expect(label.edge == (edges.count == 1 ? edges.first : nil))
  }

  @Test(
    "what is no edge, or may mean two things, gives nil",
    arguments: [
      "", "L4", "K1", "M6", "N8", "P1", "X", "L0", "1s", "Ka", "Kα", "K-L3", "L1-3", "L3 M5", "LIV", "L²", "-", "edge",
    ])
  func noLabels(text: String) {
    #expect(EdgeLabel(parsing: text) == nil)
  }

  @Test("a very long label is refused")
  func longLabel() {
    #expect(EdgeLabel(parsing: String(repeating: "L3,", count: 100_000)) == nil)
  }

  @Test("the XDI dictionary's edges are the 27 that its text lists")
  func xdi() {
    #expect(
      EdgeLabel.xdiNames == [
        "K", "L", "L1", "L2", "L3", "M", "M1", "M2", "M3", "M4", "M5", "N", "N1", "N2", "N3", "N4", "N5", "N6", "N7",
        "O", "O1", "O2", "O3", "O4", "O5", "O6", "O7",
      ])
    #expect(EdgeLabel.isXDI("l3"))
    #expect(!EdgeLabel.isXDI("L23"))
    #expect(!EdgeLabel.isXDI("L4"))
  }
}
