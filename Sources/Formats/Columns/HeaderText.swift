import Bytes
import DataModel

/// The lines before the table, decoded.
struct HeaderText {
  /// To the letter.
  let text: String
  let lines: [HeaderLine]
  /// The lines with their comment signs, without their ends.
  let rawLines: [String]
  private let encoding: TextEncoding

  init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let header = bytes.extracting(min(start, end)..<end)
    encoding = TextEncoding.isUTF8(header) ? .utf8 : .latin1
    let decoded = encoding.utf8Bytes(of: header)
    var walk = Lines()
    var lines: [HeaderLine] = []
    var rawLines: [String] = []
    while let line = walk.next(in: decoded.span) {
      lines.append(HeaderLine(number: line.number, bytes: decoded[line.range]))
      rawLines.append(String(decoding: decoded[line.range], as: UTF8.self))
    }
    self.lines = lines
    self.rawLines = rawLines
    text = String(decoding: decoded, as: UTF8.self)
  }

  /// Puts the text into the document's origin, and a note about its encoding among the findings.
  func report(to document: inout Document) {
    if !text.isEmpty { document.origin.header = text }
    document.findings += encodingNote.map { [$0] } ?? []
  }

  /// Says that the header is no UTF-8; nil when it is.
  var encodingNote: Finding? {
    guard encoding != .utf8 else { return nil }
    return Finding(
      ColumnsFinding.encoding, "The header is not UTF-8; it was read as \(encoding.rawValue).", at: .init(line: 1))
  }
}
