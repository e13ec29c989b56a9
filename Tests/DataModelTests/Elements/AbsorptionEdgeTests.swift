import DataModel
import Testing

@Suite("Absorption edges")
struct AbsorptionEdgeTests {
  /// Binding energies from the X-ray Data Booklet (LBNL, third edition, table 1-1).
  /// Tables of hard edges differ by up to 3 eV.
  @Test(
    "hard X-ray edges agree with the X-ray Data Booklet within 3 eV",
    arguments: [
      ("Cu", AbsorptionEdge.k, 8979.0), ("Fe", .k, 7112), ("Mn", .k, 6539), ("Ni", .k, 8333), ("Zn", .k, 9659),
      ("Ti", .k, 4966), ("S", .k, 2472), ("Se", .k, 12658), ("Mo", .k, 20000), ("Ag", .k, 25514), ("Pt", .l3, 11564),
      ("Au", .l3, 11919), ("Au", .l2, 13734), ("Au", .l1, 14353), ("Ce", .l3, 5723), ("Pb", .l3, 13035),
      ("U", .l3, 17166), ("U", .m5, 3552), ("U", .m4, 3728), ("Au", .m5, 2206),
    ])
  func hardEdges(symbol: String, edge: AbsorptionEdge, energy: Double) throws {
    let element = try #require(Element(symbol: symbol))
    let found = try #require(edge.energy(of: element))
    #expect(abs(found - energy) <= 3)
  }

  /// Below 1 keV the state of the sample (gas, oxide, metal) shifts an edge by more than tables agree.
  @Test(
    "soft X-ray edges agree with the X-ray Data Booklet within 2.5 %",
    arguments: [
      ("O", AbsorptionEdge.k, 543.1), ("C", .k, 284.2), ("N", .k, 409.9), ("Mn", .l3, 638.7), ("Fe", .l3, 706.8),
      ("Cu", .l3, 932.7), ("Ti", .l3, 453.8), ("Ce", .m5, 883.8), ("Au", .n7, 84),
    ])
  func softEdges(symbol: String, edge: AbsorptionEdge, energy: Double) throws {
    let element = try #require(Element(symbol: symbol))
    let found = try #require(edge.energy(of: element))
    #expect(abs(found - energy) <= 0.025 * energy + (energy < 100 ? 3 : 0))
  }

  @Test("an energy is the table's number without noise from the change of unit")
  func noNoise() throws {
    #expect(AbsorptionEdge.k.energy(of: try #require(Element(symbol: "Cu"))) == 8978.9)
    #expect(AbsorptionEdge.k.energy(of: try #require(Element(symbol: "Fe"))) == 7112)
  }

  @Test("an element has no edge of a shell that it has not")
  func missingEdges() throws {
    #expect(AbsorptionEdge.l3.energy(of: try #require(Element(symbol: "H"))) == nil)
    #expect(AbsorptionEdge.o7.energy(of: try #require(Element(symbol: "Fe"))) == nil)
    #expect(AbsorptionEdge.k.energy(of: try #require(Element(symbol: "Og"))) == nil)
  }

  @Test("K edges rise with the atomic number, and within an element with the depth of the shell")
  func order() throws {
    let energies = Element.all.prefix(92).compactMap { AbsorptionEdge.k.energy(of: $0) }
    #expect(energies.count == 92)
    #expect(zip(energies, energies.dropFirst()).allSatisfy { $0 < $1 })
    let gold = try #require(Element(symbol: "Au"))
    let edges: [AbsorptionEdge] = [.k, .l1, .l2, .l3, .m1, .m2, .m3, .m4, .m5, .n1]
    let depths = edges.compactMap { $0.energy(of: gold) }
    #expect(depths.count == edges.count)
    #expect(zip(depths, depths.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("the edge nearest to an energy is found, with the distance")
  func nearest() throws {
    let copper = try #require(NearestEdge.nearest(to: 8985))
    #expect(copper.element.symbol == "Cu")
    #expect(copper.edge == .k)
    #expect(abs(copper.distance - 6) < 3)
    let manganese = try #require(NearestEdge.nearest(to: 640, shells: [.l]))
    #expect(manganese.element.symbol == "Mn")
    #expect(manganese.edge == .l3)
    let oxygen = try #require(NearestEdge.nearest(to: 530, shells: [.k]))
    #expect(oxygen.element.symbol == "O")
    #expect(oxygen.distance < 0)
  }

  @Test("the list of near edges is sorted, limited, and empty for what is no energy")
  func nearList() {
    let list = NearestEdge.list(around: 7112, limit: 4)
    #expect(list.count == 4)
    #expect(list.first?.element.symbol == "Fe")
    #expect(zip(list, list.dropFirst()).allSatisfy { abs($0.distance) <= abs($1.distance) })
    #expect(NearestEdge.nearest(to: .nan) == nil)
    #expect(NearestEdge.nearest(to: .infinity) == nil)
    #expect(NearestEdge.list(around: 7112, limit: -1).isEmpty)
    #expect(NearestEdge.list(around: 7112, shells: []).isEmpty)
  }
}
