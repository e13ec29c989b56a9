import DataModel
import Testing

@testable import Formats

@Suite("Athena projects with a strange header")
struct AthenaHeaderTests {
  @Test("a header line that cannot be written makes room for one that says what the file is")
  func lineFeed() throws {
    let record = "\"bbbbb\": {\"args\": {\"label\": \"b\"}, \"x\": [\"1\", \"2\"], \"y\": [\"3\", \"4\"]}"
    let document = try AthenaTest.read(
      "{\"_____header1\": \"# Athena project file -- Demeter version 0.9.26\\nand more\",\n\(record)}\n")
    let projection = try AthenaTest.check(document)
    #expect(projection.measurements.count == 1)
    var empty = document
    empty.measurements = []
    try AthenaTest.check(empty)
  }
}
