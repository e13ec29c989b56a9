/// What the metadata of a measurement say, looked through once for all questions of all definitions.
import DataModel

/// The views over a measurement's metadata, and its nodes by key.
struct StatedFacts {
  let sample: SampleView
  let instrument: InstrumentView
  let scan: ScanView
  private let nodes: MetadataIndex

  init(_ measurement: Measurement) {
    sample = measurement.sample
    instrument = measurement.instrument
    scan = measurement.scan
    nodes = MetadataIndex(measurement.metadata)
  }

  func first(_ key: String) -> MetadataNode? { nodes.first(key) }
  func text(_ key: String) -> String? { nodes.text(key) }
}

/// The nodes of a metadata tree by their names joined with `.`, in lower case; of repeats the first.
struct MetadataIndex {
  private let nodes: [String: MetadataNode]

  init(_ metadata: Metadata) {
    nodes = Dictionary(
      metadata.flattened().map { ($0.key.lowercased(), $0.node) }, uniquingKeysWith: { first, _ in first })
  }

  func first(_ key: String) -> MetadataNode? { nodes[key.lowercased()] }
  func text(_ key: String) -> String? { first(key)?.value?.text }
}
