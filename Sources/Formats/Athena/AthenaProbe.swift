/// Says from the first lines whether a file is an Athena project.
import Bytes

enum AthenaProbe {
  /// What every header line of a project says, in both flavours.
  private static let names = ["Athena project file", "Athena record file"]
  private static let examinedBytes = 8192

  /// Certain when the first line says so, or in JSON one of the first four; maybe when only the records are there.
  static func match(_ source: ByteSource) -> Format.Match {
    let start = source.prefix(examinedBytes)
    let detection = TextEncoding.detect(start.span)
    let text = detection.encoding.utf8Bytes(of: start.span.extracting(detection.markLength..<start.count))
    if isJSON(text.span) { return .certain(reason: "it is JSON with the header of an Athena project") }
    var lines = Lines()
    var isFirst = true
    while let line = lines.next(in: text.span) {
      guard !PerlText.isBlank(text.span, line.range) else { continue }
      let words = String(decoding: text[line.range.prefix(500)], as: UTF8.self)
      if isFirst, words.hasPrefix("#"), names.contains(where: words.contains) {
        return .certain(reason: "the first line is the header of an Athena project")
      }
      isFirst = false
      if words.hasPrefix("$old_group") {
        return .maybe(reason: "it has records of an Athena project, but not its header line")
      }
      guard words.hasPrefix("#") else { break }
    }
    return .no
  }

  /// Whether the text is a JSON object with the header of a project in its first lines.
  static func isJSON(_ text: Span<UInt8>) -> Bool {
    guard let first = (0..<text.count).first(where: { !PerlText.isBlank(text[$0]) }), text[first] == UInt8(ascii: "{")
    else { return false }
    var lines = Lines(from: first)
    while let line = lines.next(in: text), lines.count <= 4 {
      let end = Swift.min(line.range.upperBound, line.range.lowerBound + 2000)
      let words = TextEncoding.utf8.decode(text.extracting(line.range.lowerBound..<end))
      if words.contains("_____header"), names.contains(where: words.contains) { return true }
    }
    return false
  }
}
