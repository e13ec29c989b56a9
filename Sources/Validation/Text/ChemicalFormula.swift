/// Chemical formulas as files write them.
import DataModel

enum ChemicalFormula {
  private static let byteLimit = 512

  /// Element symbols with numbers behind them, in brackets or not, with blanks, dots or commas between: `Fe2 O3`,
  /// `Cu(OH)2`, `FeSO4.7H2O`, `Fe0.94O`.
  static func isFormula(_ text: String) -> Bool {
    guard text.utf8.count <= byteLimit else { return false }
    var rest = text[...]
    var depth = 0
    var symbols = 0
    while let character = rest.first {
      if character.isUppercase {
        let pair = rest.prefix(2)
        let isPair = pair.count == 2 && (pair.last?.isLowercase ?? false) && Element.isSymbol(String(pair))
        guard isPair || Element.isSymbol(String(character)) else { return false }
        rest = rest.dropFirst(isPair ? 2 : 1)
        // `Iron` is I, r ...: a small letter that belongs to no symbol.
        if rest.first?.isLowercase ?? false { return false }
        symbols += 1
        continue
      }
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      guard depth >= 0, character.isNumber || "([{)]} .,_+-\u{B7}*".contains(character) else { return false }
      rest = rest.dropFirst()
    }
    return depth == 0 && symbols > 0
  }
}
