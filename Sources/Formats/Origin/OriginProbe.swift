/// Recognises tables for Origin by their three rows of labels.
import Bytes

enum OriginProbe {
  private static let reach = 1 << 16

  /// Certain of what Edgewise wrote.
  static func match(_ source: ByteSource) -> Format.Match {
    source.withTextHead(reach) { text, start in
      guard hasMark(text), let head = OriginHead(text, from: start, delimiter: UInt8(ascii: ",")), head.isOwn else {
        return .no
      }
      return .certain(reason: "the row of comments says that Edgewise wrote this table for Origin")
    }
  }

  /// Probable where names, units and comments stand above rows of numbers.
  static func guess(_ source: ByteSource) -> Format.Match {
    source.withTextHead(reach) { text, start in
      for delimiter in OriginHead.delimiters {
        guard let head = OriginHead(text, from: start, delimiter: delimiter), head.looksLikeOrigin,
          hasRows(text, below: head)
        else { continue }
        return .maybe(reason: "three rows of \(head.names.count) labels (names, units, comments) above numbers")
      }
      return .no
    }
  }

  /// Two rows, or one at the end of the file, of as many cells; half of those that are not missing are numbers.
  private static func hasRows(_ text: Span<UInt8>, below head: OriginHead) -> Bool {
    var records = CSVRecords(from: head.end, delimiter: head.delimiter)
    var count = 0
    while count < 2, let cells = records.next(in: text) {
      let texts = cells.map { StoredText.string($0).trimmingBlanks() }.filter { !$0.isEmpty && $0 != "--" }
      let numbers = texts.count { OriginHead.isNumber(String($0)) }
      guard cells.count == head.names.count, numbers > 0, 2 * numbers >= texts.count else { return false }
      count += 1
    }
    return count > 0
  }

  private static func hasMark(_ text: Span<UInt8>) -> Bool {
    let mark = Array("\(OriginComment.markKey)=\(OriginComment.mark)".utf8)
    guard text.count >= mark.count else { return false }
    for start in 0...(text.count - mark.count) where text[start] == mark[0] {
      if mark.indices.allSatisfy({ text[start + $0] == mark[$0] }) { return true }
    }
    return false
  }
}
