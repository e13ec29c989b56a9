/// A chemical element.
public struct Element: Sendable, Hashable {
  /// From 1 (hydrogen) to 118 (oganesson).
  public let atomicNumber: Int
  /// IUPAC symbol.
  public let symbol: String
  /// IUPAC name in English, lower case.
  public let name: String

  init(atomicNumber: Int, symbol: String, name: String) {
    self.atomicNumber = atomicNumber
    self.symbol = symbol
    self.name = name
  }

  /// The elements by atomic number, hydrogen first.
  public static let all: [Element] = ElementTable.rows.enumerated().map { index, row in
    Element(atomicNumber: index + 1, symbol: row.symbol, name: row.name)
  }

  /// The element with this atomic number; nil outside 1...118.
  public init?(atomicNumber: Int) {
    guard (1...Self.all.count).contains(atomicNumber) else { return nil }
    self = Self.all[atomicNumber - 1]
  }

  /// The element with this symbol, in any case; the provisional symbols Uut, Uup, Uus and Uuo count too.
  public init?(symbol: String) {
    guard symbol.utf8.count <= 3, let element = Self.bySymbol[symbol.lowercased()] else { return nil }
    self = element
  }

  /// The element with this English name, in any case and either spelling (`sulfur`, `sulphur`).
  public init?(name: String) {
    guard name.utf8.count <= 32, let element = Self.byName[name.lowercased()] else { return nil }
    self = element
  }

  /// True when the symbol is one, written as IUPAC writes it (`Cu`, not `CU`).
  public static func isSymbol(_ text: String) -> Bool {
    Element(symbol: text).map { $0.symbol == text } == true || ElementTable.provisionalSymbols[text] != nil
  }

  private static let bySymbol: [String: Element] = {
    var result = Dictionary(all.map { ($0.symbol.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    for (provisional, symbol) in ElementTable.provisionalSymbols {
      result[provisional.lowercased()] = result[symbol.lowercased()]
    }
    return result
  }()

  private static let byName: [String: Element] = {
    var result = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (other, name) in ElementTable.otherNames { result[other] = result[name] }
    return result
  }()
}
