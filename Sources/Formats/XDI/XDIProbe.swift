/// Says from the first lines whether a file is XDI.
import Bytes

enum XDIProbe {
  /// Certain when the first line names XDI; maybe when fields of XDI's dictionary stand in the header all the same.
  static func match(_ source: ByteSource) -> Format.Match {
    let start = source.prefix(examinedBytes)
    let detection = TextEncoding.detect(start.span)
    let text = detection.encoding.utf8Bytes(of: start.span.extracting(detection.markLength..<start.count))
    return match(text.span)
  }

  private static let examinedBytes = 16384
  private static let examinedLines = 100
  /// So many fields of the dictionary are no accident.
  private static let neededFields = 3

  private static func match(_ text: Span<UInt8>) -> Format.Match {
    var lines = Lines()
    var known: Set<String> = []
    while let line = lines.next(in: text), line.number <= examinedLines {
      guard let sign = line.range.first, text[sign] == UInt8(ascii: "#") else {
        // Rows may stand behind the header, and lines with another sign in it, but no file begins with them.
        if line.number == 1, !line.range.isEmpty { return .no }
        continue
      }
      guard line.range.count <= 2048 else { continue }
      let body = TextEncoding.utf8.decode(text.extracting(sign + 1..<line.range.upperBound))
      switch XDIGrammar.classify(body) {
      case .version(let version, _) where line.number == 1:
        return .certain(reason: "the first line is an XDI version line (\(XDIFindings.shortened(version)))")
      case .field(let field) where XDIDictionary.knows(field): known.insert(field.name)
      case .headerEnd, .fieldEnd: return verdict(known)
      default: break
      }
    }
    return verdict(known)
  }

  private static func verdict(_ known: Set<String>) -> Format.Match {
    guard known.count >= neededFields else { return .no }
    return .maybe(reason: "the header has \(known.count) fields of the XDI dictionary, but no XDI version line")
  }
}
