/// Says from the first lines whether a file is one of SPEC.
import Bytes

enum SpecProbe {
  private static let examinedBytes = 1 << 16

  /// Certain when a numbered scan with labels, columns or a date begins, or when the header of a file does; maybe when
  /// there is only the line of one of them. All lines before must be those of a SPEC header, too.
  static func match(_ source: ByteSource) -> Format.Match {
    let start = source.prefix(examinedBytes)
    let detection = TextEncoding.detect(start.span.extracting(0..<min(start.count, 4)))
    guard detection.markLength > 0 else { return match(start.span) }
    let text = detection.encoding.utf8Bytes(of: start.span.extracting(detection.markLength..<start.count))
    return match(text.span)
  }

  private static func match(_ text: Span<UInt8>) -> Format.Match {
    var seen: Set<String> = []
    var lines = Lines()
    while let line = lines.next(in: text) {
      guard let first = line.range.first(where: { !text[$0].isBlank }) else { continue }
      guard text[first] == UInt8(ascii: "#"), first == line.range.lowerBound else { break }
      let shown = text.extracting(first..<min(line.range.upperBound, first + 200))
      let found = SpecLine(shown, number: line.number)
      // The signs of other formats stand behind a blank or another letter.
      guard isKey(found.key) else { break }
      if found.key == "S", found.firstNumber == nil { continue }
      seen.insert(found.key)
      if let reason = reason(seen) { return .certain(reason: reason) }
    }
    if seen.contains("S") { return .maybe(reason: "it has a line #S like a scan of SPEC") }
    if seen.contains("F") { return .maybe(reason: "it begins with #F like a file of SPEC") }
    return .no
  }

  private static func reason(_ seen: Set<String>) -> String? {
    if seen.contains("S"), !seen.isDisjoint(with: ["N", "L", "D"]) {
      return "it has a numbered scan (#S) with the header lines of SPEC"
    }
    if seen.contains("F"), !seen.isDisjoint(with: ["E", "D", "O0", "S"]) {
      return "it begins with the file header of SPEC (#F)"
    }
    if seen.contains("E"), seen.contains("D"), seen.contains("O0") {
      return "it begins with the header lines of SPEC (#E, #D, #O0)"
    }
    return nil
  }

  /// Letters, digits and a few signs: what SPEC and its users begin header lines with.
  private static func isKey(_ key: String) -> Bool {
    guard let first = key.utf8.first, key.utf8.count <= 24 else { return false }
    let isStart = (0x41...0x5A).contains(first) || (0x61...0x7A).contains(first) || first == UInt8(ascii: "@")
    return isStart && key.utf8.dropFirst().allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
  }
}
