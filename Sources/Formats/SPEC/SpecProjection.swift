/// What of a document a SPEC file can hold: for each measurement the numeric channels of one dimension, and metadata of
/// families and keys.
import Bytes
import DataModel

enum SpecProjection {
  static func project(_ document: Document) -> Document {
    var result = Document(origin: document.origin, metadata: metadata(document.metadata))
    let selectors = selectors(of: document.measurements)
    result.measurements = zip(document.measurements, selectors).map { measurement, selector in
      var projected = ColumnsProjection.project(measurement)
      projected.selector = selector
      projected.metadata = metadata(measurement.metadata)
      return projected
    }
    return result
  }

  /// The numbers of the scans: those that they have, if a reader would number them so again; else from 1 on.
  static func numbers(of measurements: [Measurement]) -> [Int] {
    let own = measurements.map { $0.selector.split(separator: ".").first.flatMap { Int($0) } ?? -1 }
    let plain = Array(1...max(1, measurements.count)).prefix(measurements.count)
    guard own.allSatisfy({ $0 >= 0 && $0 < 1_000_000_000 }) else { return Array(plain) }
    let again = zip(own, selectors(own)).allSatisfy { "\($0)" == $1 || $1.hasPrefix("\($0).") }
    return again && selectors(own) == measurements.map(\.selector) ? own : Array(plain)
  }

  private static func selectors(of measurements: [Measurement]) -> [String] { selectors(numbers(of: measurements)) }

  private static func selectors(_ numbers: [Int]) -> [String] {
    var orders: [Int: Int] = [:]
    return numbers.map { number in
      let order = (orders[number] ?? 0) + 1
      orders[number] = order
      return order == 1 ? "\(number)" : "\(number).\(order)"
    }
  }

  /// Values at depth 1 and 2. Of arrays the text that a person reads remains.
  private static func metadata(_ metadata: Metadata) -> Metadata {
    var result = Metadata()
    for node in metadata.nodes {
      if node.value != nil { result.nodes.append(plain(node)) }
      // A node with a value of its own cannot be a family: its children become one of the same name.
      for child in node.children where child.value != nil { result.append(plain(child), toFamily: node.name) }
    }
    return result
  }

  private static func plain(_ node: MetadataNode) -> MetadataNode {
    var value = node.value
    if case .array(let array) = value, !array.isScalar || array.type.isComplex { value = .text(value?.display ?? "") }
    return MetadataNode(node.name, value, unit: node.unit, line: node.line)
  }
}
