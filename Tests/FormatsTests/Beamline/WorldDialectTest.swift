import Bytes
import DataModel
import Foundation
import Testing

@testable import Formats

/// Reading files of dialects as the command does: identified by their content, then read by what was found.
enum WorldDialect {
  static func identify(_ text: String) throws -> Identification {
    FormatRegistry.identify(try ByteSource(name: "scan.dat", bytes: Array(text.utf8)))
  }

  /// Reads a text that is certainly of this format, and of no other.
  static func read(_ text: String, as id: String) throws -> Document {
    try read(try ByteSource(name: "scan.dat", bytes: Array(text.utf8)), as: id)
  }

  /// The same for a file of the corpus.
  static func corpus(_ file: String, as id: String) throws -> Document {
    try read(try ByteSource(try #require(Corpus.folder) + "/" + file), as: id)
  }

  /// The same for the whole path of a file.
  static func file(_ path: String, as id: String) throws -> Document { try read(try ByteSource(path), as: id) }

  private static func read(_ source: ByteSource, as id: String) throws -> Document {
    let identification = FormatRegistry.identify(source)
    #expect(identification.format?.id == id)
    #expect(identification.confidence == .certain)
    #expect(identification.findings.isEmpty)
    let reader = try #require(FormatRegistry.format(id: id)?.read)
    return try reader(source)
  }

  /// Expects a document to come back equal through NeXus.
  static func expectRoundTrip(_ document: Document) throws {
    let folder = try TemporaryFolder()
    let copy = try NeXusRoundTrip.run(document, in: folder)
    #expect(try document.differences(to: copy).map(\.description) == [])
  }

  static func codes(_ document: Document) -> [String] { document.findings.map(\.code) }
}

extension Document {
  /// The values of a channel of the first measurement.
  func values(_ name: String) throws -> [Double] {
    let channel = try #require(measurements.first?.channels.first { $0.name == name }, "\(name)")
    return try channel.values.load().doubles()
  }

  func channel(_ name: String) throws -> Channel {
    try #require(measurements.first?.channels.first { $0.name == name }, "\(name)")
  }

  var names: [String] { measurements.first?.channels.map(\.name) ?? [] }
  var signals: [String] { measurements.first?.signals.map { "\($0.name): \($0.expression)" } ?? [] }
  func fact(_ key: String) -> String? { measurements.first?.metadata.text(key) }
}

/// E = hc / (2 d sin θ), as written on paper.
func braggEnergy(hc: Double, spacing: Double, degrees: Double) -> Double {
  hc / (2 * spacing * sin(degrees * .pi / 180))
}
