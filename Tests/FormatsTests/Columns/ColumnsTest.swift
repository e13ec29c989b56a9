import Bytes
import DataModel
import Testing

@testable import Formats

/// Reading and writing columns without a disk.
enum ColumnsTest {
  /// All but one: a million events take their time as text.
  static let hardCases = HardCases.all.filter { !$0.name.contains("10^6") }

  static func read(_ bytes: [UInt8]) throws -> Document {
    try ColumnsReader.read(try ByteSource(name: "test.dat", bytes: bytes))
  }

  static func read(_ text: String) throws -> Document { try read(Array(text.utf8)) }

  static func measurement(_ text: String) throws -> Measurement {
    try #require(try read(text).measurements.first)
  }

  static func probe(_ bytes: [UInt8]) throws -> Format.Match {
    let source = try ByteSource(name: "test.dat", bytes: bytes)
    let match = ColumnsProbe.match(source)
    return match == .no ? ColumnsProbe.guess(source) : match
  }

  static func doubles(_ measurement: Measurement, _ channel: Int) throws -> [Double] {
    try #require(measurement.channels.indices.contains(channel))
    return try measurement.channels[channel].values.load().doubles()
  }

  /// All columns, row by row.
  static func rows(_ document: Document) throws -> [[Double]] {
    let measurement = try #require(document.measurements.first)
    let columns = try measurement.channels.map { try $0.values.load().doubles() }
    return (columns.first ?? []).indices.map { row in columns.map { $0[row] } }
  }

  static func names(_ document: Document) -> [String] {
    document.measurements.first?.channels.map(\.name) ?? []
  }

  static func units(_ document: Document) -> [String?] {
    document.measurements.first?.channels.map(\.unit) ?? []
  }

  /// Codes and lines of all findings, in order.
  static func places(_ document: Document) -> [String] {
    document.findings.map { "\($0.code) \($0.location.line ?? 0)" }
  }

  static func codes(_ document: Document) -> Set<String> { Set(document.findings.map(\.code)) }

  /// Metadata as `key=value`, in order.
  static func metadata(_ document: Document) -> [String] {
    document.measurements.first?.metadata.flattened().map { "\($0.key)=\($0.node.value?.display ?? "")" } ?? []
  }

  static func project(_ document: Document) -> Document { ColumnsProjection.project(document) }

  static func write(_ document: Document) throws -> String {
    String(decoding: try ColumnsWriter.write(document), as: UTF8.self)
  }

  /// What writing and reading changes in what a file of columns should hold.
  static func roundTripDifferences(_ document: Document) throws -> [Difference] {
    let projection = project(document)
    return try projection.differences(to: try read(try write(projection)))
  }
}
