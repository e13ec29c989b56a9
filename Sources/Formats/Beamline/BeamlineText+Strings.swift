/// Small things that headers are read with.
import Bytes

extension StringProtocol {
  /// What follows the first occurrence of a text; nil when it does not occur.
  func text(behind mark: String) -> SubSequence? {
    firstRange(of: mark).map { self[$0.upperBound...] }
  }

  /// The numbers among the words, to the letter.
  var numbers: [SubSequence] {
    split { $0 == " " || $0 == "\t" || $0 == "," }.filter { NumberParser.double(String($0)) != nil }
  }

  /// The number that begins, after blanks, behind the first occurrence of a text, to the letter: `3.13551` of
  /// `D=3.13551A`.
  func number(behind mark: String) -> String? {
    guard let text = text(behind: mark)?.trimmingBlanks() else { return nil }
    let digits = text.prefix { $0.isNumber || ".+-".contains($0) }
    return NumberParser.double(String(digits)) == nil ? nil : String(digits)
  }
}
