import Bytes
import DataModel
import Testing

@testable import Formats

/// Reading and writing projects without a disk.
enum AthenaTest {
  static func read(_ bytes: [UInt8]) throws -> Document {
    try AthenaReader.read(try ByteSource(name: "test.prj", bytes: bytes))
  }

  static func read(_ text: String) throws -> Document { try read(Array(text.utf8)) }

  static func projection(_ document: Document, _ options: WritingOptions = .init()) -> Document {
    AthenaWriter.projection(document, options)
  }

  /// The written file, unpacked.
  static func text(_ document: Document, _ options: WritingOptions = .init()) throws -> String {
    String(decoding: try AthenaWriter.text(document, options), as: UTF8.self)
  }

  /// Codes and lines of all findings, in order.
  static func places(_ document: Document) -> [String] {
    document.findings.map { "\($0.code) \($0.location.line ?? 0)" }
  }

  static func doubles(_ measurement: Measurement, _ channel: String) throws -> [Double] {
    try #require(measurement.channel(named: channel)).values.load().doubles()
  }

  static let header = """
    # Athena project file -- Demeter version 0.9.26
    # This file created at 2015-02-04T09:32:08
    # Using Demeter 0.9.26 with perl 5.018002 and using Larch 0.9.24 on linux


    """

  /// A project of one record.
  static func project(
    args: String = "'label','Cu foil','is_xmu',1,'bkg_e0','8979.5'", _ lines: String...,
    arrays: String = "@x = ('1','2','3');\n@y = ('0.5','.75','1e0');\n", end: String = "@journal = ();\n\n1;\n"
  ) -> String {
    header + "$old_group = 'abcde';\n@args = (\(args));\n" + arrays + lines.map { $0 + "\n" }.joined()
      + "[record]   # create object and set arrays in ifeffit\n\n" + end
  }

  static func only(_ document: Document) throws -> Measurement {
    #expect(document.measurements.count == 1)
    return try #require(document.measurements.first)
  }

  /// What is written reads back exactly as the projection says, and a second round changes no byte; gives the
  /// projection.
  @discardableResult
  static func check(_ document: Document, _ options: WritingOptions = .init()) throws -> Document {
    let projection = projection(document, options)
    let bytes = try AthenaWriter.bytes(document, options)
    let copy = try read(bytes)
    expectNone(try projection.differences(to: copy))
    expectNone(try copy.differences(to: self.projection(copy, options)))
    #expect(try AthenaWriter.bytes(copy, options) == bytes)
    return projection
  }

  /// The project is written back without any loss; gives the text.
  @discardableResult
  static func checkLossless(_ document: Document) throws -> String {
    expectNone(try document.differences(to: try check(document)))
    return try text(document)
  }

  static func expectNone(_ differences: [Difference], _ location: SourceLocation = #_sourceLocation) {
    #expect(differences.isEmpty, "\(differences.prefix(5).map(\.description))", sourceLocation: location)
  }

  static func argument(_ measurement: Measurement, _ name: String) -> MetadataNode? {
    measurement.metadata.nodes.first { $0.name == "args" }?.children.first { $0.name == name }
  }
}
