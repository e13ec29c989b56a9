import DataModel
import Testing

@Suite("Elements")
struct ElementTests {
  @Test(
    "atomic numbers, symbols and names belong together",
    arguments: [
      (1, "H", "hydrogen"), (6, "C", "carbon"), (11, "Na", "sodium"), (13, "Al", "aluminium"), (16, "S", "sulfur"),
      (19, "K", "potassium"), (25, "Mn", "manganese"), (26, "Fe", "iron"), (29, "Cu", "copper"),
      (42, "Mo", "molybdenum"),
      (50, "Sn", "tin"), (55, "Cs", "caesium"), (58, "Ce", "cerium"), (71, "Lu", "lutetium"), (74, "W", "tungsten"),
      (79, "Au", "gold"), (92, "U", "uranium"), (103, "Lr", "lawrencium"), (110, "Ds", "darmstadtium"),
      (113, "Nh", "nihonium"), (117, "Ts", "tennessine"), (118, "Og", "oganesson"),
    ])
  func rows(number: Int, symbol: String, name: String) throws {
    let element = try #require(Element(atomicNumber: number))
    #expect(element.symbol == symbol)
    #expect(element.name == name)
    #expect(Element(symbol: symbol) == element)
    #expect(Element(symbol: symbol.uppercased()) == element)
    #expect(Element(name: name) == element)
  }

  @Test("there are 118 elements with different symbols and names")
  func complete() {
    #expect(Element.all.count == 118)
    #expect(Set(Element.all.map(\.symbol)).count == 118)
    #expect(Set(Element.all.map(\.name)).count == 118)
    #expect(Element.all.map(\.atomicNumber) == Array(1...118))
  }

  @Test("provisional symbols and other spellings are understood")
  func otherSpellings() {
    #expect(Element(symbol: "Uut")?.symbol == "Nh")
    #expect(Element(symbol: "Uup")?.symbol == "Mc")
    #expect(Element(symbol: "Uus")?.symbol == "Ts")
    #expect(Element(symbol: "Uuo")?.atomicNumber == 118)
    #expect(Element(name: "Aluminum")?.symbol == "Al")
    #expect(Element(name: "sulphur")?.symbol == "S")
    #expect(Element.isSymbol("Cu"))
    #expect(Element.isSymbol("Uuo"))
    #expect(!Element.isSymbol("CU"))
  }

  @Test("what is no element gives nil", arguments: ["", "Xx", "Cu2", "Fe2O3", "copper", "Kα", " Cu", "123"])
  func noElements(text: String) {
    #expect(Element(symbol: text) == nil)
  }

  @Test("atomic numbers end at 118", arguments: [Int.min, -1, 0, 119, Int.max])
  func noNumbers(number: Int) {
    #expect(Element(atomicNumber: number) == nil)
  }
}
