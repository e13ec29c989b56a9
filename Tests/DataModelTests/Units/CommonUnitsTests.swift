import Testing

@testable import DataModel

@Suite("Units known without the database") struct CommonUnitsTests {
  @Test("mean what the database says, to the last bit", arguments: CommonUnits.table.keys.sorted())
  func agreement(text: String) throws {
    let known = try #require(CommonUnits.meaning(of: text))
    let asked = try #require(UnitLibrary.meaningByDatabase(of: text))
    #expect(known.dimensionality == asked.dimensionality)
    #expect(known.scale == asked.scale)
  }
}
