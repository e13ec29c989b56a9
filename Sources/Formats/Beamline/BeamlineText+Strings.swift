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
}
