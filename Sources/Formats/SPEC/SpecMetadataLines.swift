/// Metadata as the lines that SPEC has for it where reading them gives back the same, and as Edgewise's own lines where
/// it does not.
import Bytes
import DataModel

enum SpecMetadataLines {
  /// The lines for a file header.
  static func header(_ metadata: Metadata) -> [String] {
    OwnMetadata.items(metadata).map { SpecOwn.text(OwnMetadata.line($0.node, family: $0.family)) }
  }

  /// The lines for a scan.
  static func scan(_ metadata: Metadata) -> [String] {
    var lines: [String] = []
    for node in metadata.nodes {
      if node.value == nil, node.name == SpecNames.motorFamily, let motors = motorLines(node, after: lines.count) {
        lines += motors
        continue
      }
      for item in OwnMetadata.items(Metadata([node])) { lines += valueLines(item.node, family: item.family) }
    }
    return lines
  }

  /// `#KEY value`, or the own line.
  private static func valueLines(_ node: MetadataNode, family: String?) -> [String] {
    let own = [SpecOwn.text(OwnMetadata.line(node, family: family))]
    guard let family, let text = node.value?.text else { return own }
    var wanted = Metadata()
    wanted.append(node, toFamily: family)
    let candidates =
      switch family {
      case SpecScanText.family: node.name == SpecScanText.comment ? "#C \(text)" : "#\(node.name) \(text)"
      case "MD": "#MD \(node.name) = \(text)"
      case "Scan" where node.unit == "s": "#T \(text)  (Seconds)"
      default: ""
      }
    return candidates.isEmpty || !readsBack([candidates], as: wanted) ? own : [candidates]
  }

  /// `#O` and `#P` lines of eight motors each; nil where they would not give back the same.
  private static func motorLines(_ family: MetadataNode, after count: Int) -> [String]? {
    var lines: [String] = []
    for (index, start) in stride(from: 0, to: family.children.count, by: 8).enumerated() {
      let part = family.children[start..<min(start + 8, family.children.count)]
      lines.append("#O\(index) " + part.map(\.name).joined(separator: "  "))
      lines.append("#P\(index) " + part.map { $0.value?.display ?? "" }.joined(separator: " "))
    }
    return readsBack(lines, as: Metadata([family])) ? lines : nil
  }

  private static func readsBack(_ lines: [String], as wanted: Metadata) -> Bool {
    var words = SpecScanText(isOwn: true)
    for line in lines {
      // A line end of any kind would make two lines of it.
      guard line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { return false }
      words.add(SpecLine(text: line))
    }
    words.end()
    return words.metadata == wanted && words.findings.isEmpty && words.ownLines == [] && words.spectrumFacts.isEmpty
      && words.labels == nil && words.columnCount == nil && words.title == nil && words.endTime == nil
  }
}
