import Bytes
import Testing

@Suite("Rows kept in a file")
struct RowSpoolTests {
  @Test("what was appended is read back, whole, in part, and while rows are added")
  func roundTrip() throws {
    let spool = try RowSpool(type: .float64, rowShape: [2, 3])
    let rows = (0..<1000).map { row in (0..<6).map { Double(row) + Double($0) / 8 } }
    for row in rows[..<400] { try spool.append(row) }
    let early = spool.source(rows: 400)
    try spool.append(Array(rows[400...].joined()))
    let source = spool.source(rows: 1000)
    #expect(source.shape == [1000, 2, 3])
    #expect(try source.read(Slab(all: source.shape)).doubles() == Array(rows.joined()))
    #expect(
      try source.read(Slab(start: [998, 1, 1], count: [2, 1, 2])).doubles() == [998.5, 998.625, 999.5, 999.625])
    #expect(try early.read(Slab(start: [399, 0, 0], count: [1, 1, 1])).doubles() == [399])
    #expect(throws: BlockError.self) { try early.read(Slab(start: [400, 0, 0], count: [1, 2, 3])) }
  }

  @Test("other types and halves of rows are refused")
  func refused() throws {
    let spool = try RowSpool(type: .uint32, rowShape: [4])
    #expect(throws: FileError.self) { try spool.append([1.0, 2, 3, 4]) }
    #expect(throws: FileError.self) { try spool.append([1, 2, 3] as [UInt32]) }
    #expect(throws: FileError.self) { try RowSpool(type: .text, rowShape: [1]) }
    #expect(throws: FileError.self) { try RowSpool(type: .float64, rowShape: [.max, 2]) }
  }
}
