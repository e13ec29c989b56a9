/// What of a document a SPEC file can hold: for each measurement the numeric channels of one dimension, and metadata of
/// families and keys.
import Bytes
import DataModel

enum SpecProjection {
  static func project(_ document: Document) -> Document {
    var result = Document(origin: document.origin, metadata: OwnMetadata.projection(document.metadata))
    let selectors = selectors(of: document.measurements)
    result.measurements = zip(document.measurements, selectors).map { measurement, selector in
      var projected = ColumnsProjection.project(measurement)
      projected.selector = selector
      projected.metadata = OwnMetadata.projection(measurement.metadata)
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
}
