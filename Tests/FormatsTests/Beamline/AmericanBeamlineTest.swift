import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

/// Reading files the way the program does: what they are is found out first.
enum AmericanBeamlineTest {
  /// A document, and the format that was certain that the file is its own.
  static func read(_ bytes: [UInt8]) throws -> (format: String, document: Document) {
    let source = try ByteSource(name: "test.dat", bytes: bytes)
    let found = FormatRegistry.identify(source)
    #expect(found.confidence == .certain)
    #expect(found.findings == [])
    let format = try #require(found.format)
    let read = try #require(format.read)
    return (format.id, try read(source))
  }

  /// What the best format makes of a text, certain or not.
  static func readAnything(_ text: String) throws -> (format: String, document: Document) {
    let source = try ByteSource(name: "test.dat", bytes: Array(text.utf8))
    let format = try #require(FormatRegistry.identify(source).format)
    let read = try #require(format.read)
    return (format.id, try read(source))
  }

  static func read(_ text: String) throws -> (format: String, document: Document) { try read(Array(text.utf8)) }

  static func measurement(_ text: String, _ format: String) throws -> DataModel.Measurement {
    let (id, document) = try read(text)
    #expect(id == format)
    return try #require(document.measurements.first)
  }

  static func corpus(_ name: String) throws -> [UInt8] {
    let path = try #require(Corpus.folder) + "/beamline-text/" + name
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Names and roles, with the qualifier where there is one: `Ifch1:ifluor 1`.
  static func roles(_ measurement: DataModel.Measurement) -> [String] {
    measurement.channels.map { channel in
      "\(channel.name):" + ([channel.role.rawValue, channel.qualifier].compactMap(\.self)).joined(separator: " ")
    }
  }

  static func values(_ measurement: DataModel.Measurement, _ name: String) throws -> [Double] {
    let channel = try #require(measurement.channels.first { $0.name == name })
    return try channel.values.load().doubles()
  }

  /// Names, roles and values of all channels.
  static func content(_ document: Document) throws -> [String] {
    let measurement = try #require(document.measurements.first)
    return try zip(roles(measurement), measurement.channels).map { "\($0) \(try $1.values.load().doubles())" }
  }

  static func evaluate(_ signal: Signal, _ measurement: DataModel.Measurement) throws -> [Double] {
    try SignalExpression(parsing: signal.expression).evaluate(over: measurement).values
  }

  static func codes(_ document: Document) -> [String] { document.findings.map(\.code).sorted() }

  /// What writing as NeXus and reading back changes.
  static func differencesThroughNeXus(_ document: Document) throws -> [String] {
    let copy = try NeXusRoundTrip.run(document, in: try TemporaryFolder())
    return try document.differences(to: copy).map(\.description)
  }
}
