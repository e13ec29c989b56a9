import Bytes
import DataModel
import Testing

@testable import Formats

/// Reading and writing XDI without a disk.
enum XDITest {
  static func read(_ bytes: [UInt8], name: String = "test.xdi") throws -> Document {
    try XDIReader.read(try ByteSource(name: name, bytes: bytes))
  }

  static func read(_ text: String) throws -> Document { try read(Array(text.utf8)) }

  static func write(_ document: Document) throws -> [UInt8] { try XDIWriter.bytes(document, WritingOptions()) }

  static func projection(_ document: Document) -> Document { XDIWriter.projection(document, WritingOptions()) }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Codes and lines of all findings, in order.
  static func places(_ document: Document) -> [String] {
    document.findings.map { "\($0.code) \($0.location.line ?? 0)" }
  }

  static func doubles(_ document: Document, _ channel: String) throws -> [Double] {
    let found = try #require(document.measurements.first?.channel(named: channel))
    return try found.values.load().doubles()
  }

  /// A header in which nothing is wrong; a test replaces or adds lines.
  static let header: [String] = [
    "# XDI/1.0 Lab/2.1",
    "# Column.1: energy eV",
    "# Column.2: i0",
    "# Column.3: itrans",
    "# Element.symbol: Zn",
    "# Element.edge: K",
    "# Mono.d_spacing: 3.13553",
    "# Facility.name: SSRL",
    "# Facility.xray_source: wiggler",
    "# Beamline.name: 4-1",
    "# Scan.start_time: 1999-02-28T23:59:59",
    "# ---",
    "# energy i0 itrans",
  ]

  static let rows = ["9600.0 1000 500.5", "9601.5 1001 499.25", "9603.0 1002 400.125"]

  /// The faultless file, changed. Lines count from 1.
  static func file(
    replacing changes: [Int: String] = [:], inserting added: [Int: String] = [:], rows: [String] = rows,
    end: String = "\n"
  ) -> String {
    var lines: [String] = []
    for (index, line) in header.enumerated() {
      if let addition = added[index + 1] { lines.append(addition) }
      lines.append(changes[index + 1] ?? line)
    }
    return (lines + rows).map { $0 + end }.joined()
  }
}
