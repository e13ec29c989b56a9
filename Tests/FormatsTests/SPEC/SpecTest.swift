import Bytes
import DataModel
import Testing

@testable import Formats

/// Reading and writing SPEC files without a disk.
enum SpecTest {
  static func read(_ bytes: [UInt8]) throws -> Document {
    try SpecReader.read(try ByteSource(name: "test.spec", bytes: bytes))
  }

  static func read(_ text: String) throws -> Document { try read(Array(text.utf8)) }

  static func scan(_ text: String) throws -> Measurement { try #require(try read(text).measurements.first) }

  static func probe(_ text: String) throws -> Format.Match {
    SpecProbe.match(try ByteSource(name: "test", bytes: Array(text.utf8)))
  }

  static func isCertain(_ text: String) throws -> Bool {
    if case .certain = try probe(text) { return true }
    return false
  }

  static func doubles(_ measurement: Measurement, _ name: String) throws -> [Double] {
    try #require(measurement.channel(named: name)).values.load().doubles()
  }

  static func codes(_ document: Document) -> [String] { document.findings.map(\.code) }

  static func metadata(_ metadata: Metadata) -> [String] {
    metadata.flattened().map { "\($0.key)=\($0.node.value?.display ?? "")" }
  }

  /// What writing and reading changes in what a SPEC file should hold.
  static func roundTripDifferences(_ document: Document) throws -> [Difference] {
    let projection = SpecProjection.project(document)
    return try projection.differences(to: try read(try SpecWriter.write(projection)))
  }

  /// Two scans with motors, comments and a spectrum for each point.
  static let example = """
    #F sample
    #E 1383072022
    #D Tue Oct 29 13:40:22 2013
    #C fourc  User = someone
    #O0 two theta  th  DCM energy
    #O1 mu  chi

    #S 1  ascan  th 0 1 2 0.5
    #D Tue Oct 29 14:05:53 2013
    #T 0.5  (Seconds)
    #Q 0 0 1
    #P0 12.5 -3 9000.25
    #P1 0 90
    #N 3
    #L th  Det A  I0
    0 10 100
    0.5 20 200
    #C Tue Oct 29 14:06:00 2013.  Beam was lost.
    1 30 300
    #C Tue Oct 29 14:06:25 2013.  th moved.

    #S 2 loopscan 2 1
    #D Tue Oct 29 14:07:00 2013
    #@MCA 16C
    #@CHANN 5 0 4 1
    #@CALIB 0 0.01 0
    #N 2
    #L Epoch  I0
    @A 1 2\\
     3 4 5
    7 1
    @A 6 7\\
     8 9 10
    9 2

    """

}
