/// What a file header says: the lines before the first scan, or before scans with another configuration.
import Bytes
import DataModel

struct SpecFileHeader {
  private(set) var metadata = Metadata()
  private(set) var names = SpecNames()
  /// The texts of its comments.
  private(set) var comments: [String] = []
  /// Whether Edgewise wrote the file.
  private(set) var isOwn = false
  /// Whether there is a line that only files of SPEC have.
  private(set) var isSpec = false

  init() {}

  init(_ text: Span<UInt8>, _ block: SpecIndex.Block) {
    let part = text.extracting(block.range)
    var lines = Lines(linesBefore: block.line - 1)
    var all: [SpecLine] = []
    while let line = lines.next(in: part) {
      guard !line.range.isEmpty, part[line.range.lowerBound] == UInt8(ascii: "#") else { continue }
      all.append(SpecLine(part.extracting(line.range), number: line.number))
    }
    isOwn = all.contains { $0.key == "C" && $0.rest == SpecOwn.marker }
    for line in all { add(line) }
  }

  /// Names for the letters of a file header.
  private static let keys = [
    "F": "file", "E": "epoch", "D": "date", "C": SpecScanText.comment, "": SpecScanText.comment,
  ]

  private mutating func add(_ line: SpecLine) {
    if line.key == "F" || line.key == "E" { isSpec = true }
    if isOwn {
      if ["F", "E", "D"].contains(line.key) || line.rest == SpecOwn.marker { return }
      if line.key == "U", let own = SpecOwn.line(line), own.kind == .metadata, OwnMetadata.add(own, to: &metadata) {
        return
      }
    }
    if line.key == "C" { comments.append(line.rest) }
    _ = names.take(line)
    metadata.append(
      MetadataNode(Self.keys[line.key] ?? line.key, .text(line.rest), line: line.number),
      toFamily: SpecScanText.family)
  }
}
