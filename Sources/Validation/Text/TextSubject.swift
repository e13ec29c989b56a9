/// What the rules for text files look at.
import DataModel

/// One measurement of a document that was read from a text file.
struct TextSubject {
  let document: Document
  let measurement: Measurement
  /// `/1` for the first measurement.
  let path: String
  private let nodes: [String: [MetadataNode]]

  init(_ document: Document, index: Int) {
    self.document = document
    measurement = document.measurements[index]
    path = "/\(index + 1)"
    nodes = Dictionary(grouping: measurement.metadata.flattened(), by: { $0.key.lowercased() })
      .mapValues { $0.map(\.node) }
  }

  /// The last value under a key (names joined with `.`), which is the one that counts in all of these formats.
  func node(_ key: String) -> MetadataNode? { nodes[key.lowercased()]?.last }

  /// Its text when it is not blank.
  func text(_ key: String) -> String? {
    guard let text = node(key)?.value?.text, text.contains(where: { !$0.isWhitespace }) else { return nil }
    return text
  }

  /// A finding about a metadata value, at its line.
  func finding(
    _ code: FindingCode, _ message: String, at key: String, expected: String? = nil, found: String? = nil,
    hint: String? = nil
  ) -> Finding {
    let family = key.split(separator: ".").first.map(String.init)
    let line = node(key)?.line ?? measurement.metadata.nodes.first { $0.name == family }?.line
    return Finding(
      code, message, at: .init(line: line, path: "\(path)/metadata/\(key)"), expected: expected,
      found: found ?? text(key), hint: hint)
  }
}
