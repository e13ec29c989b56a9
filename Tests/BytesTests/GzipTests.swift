/// Gzip data made by the system's gzip 1.12, whole and damaged.
import Testing

@testable import Bytes

@Suite struct GzipTests {
  /// `printf 'hello gzip\n' | gzip -n9`
  static let hello: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0x48, 0xaf, 0xca,
    0x2c, 0xe0, 0x02, 0x00, 0x39, 0x7c, 0x63, 0x56, 0x0b, 0x00, 0x00, 0x00,
  ]
  /// `printf 'first,' | gzip -n9`
  static let first: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xcb, 0x2c, 0x2a, 0x2e, 0xd1, 0x01, 0x00, 0xd7,
    0x36, 0x47, 0x15, 0x06, 0x00, 0x00, 0x00,
  ]
  /// `printf '' | gzip -n`
  static let nothing: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00,
  ]
  /// `seq 1 300 | gzip -n9`: a block with its own codes.
  static let sequence = """
    H4sIAAAAAAACAx3TyxEFIQwDwbuiQQIM5J/Yjvfuep9pYUVTS1ulo6snD9ly5CkvecslH/nKTxmKlShTWcpWSjnKVZ7m0LQmHzk1l+bWLM2jeT\
    Wf1tCyVrT4xqW1tUrraF2tpz20rR3tqc0P2tqlfbSv9lMNlVVRTdVS8XtLdVRX9XSGjnWiM3WWztbh7xydq/N0h651ozt1l+7WLV3+7dV9ekPP\
    etGbektv65Xe0SNG1yDHoMcgyKDIIMmgySDKoMogy+Duz8Zdh+tyna7bdbyu1/noZwI63Zc7GpqIpqLJaDqakKakSWlaejYEd+Q0PU1QU9QkNU\
    1NVFPVZPVqMe4oa9KatiauqWvymr4msCns3bTcEdlUNplNZxPalDapTWsT29Ub4I7eJrgpbpKb5ia6qW6ym+4+PRbuSG/am/imvslv+hsAI2AI\
    fHtV3KFgGIyDgTAShsJYGAyj4dfz6/0xQDyCR/AIHsEjeASP4BE84h4qd3gEj+ARPIJH8Age6T33oP9Fc9eb7lH3qnvWveseNh7BI3hk9vS5wy\
    N4BI/gETyCR/AIHsEjq98Id3gEj+ARPIJH8AgewSN4ZPdj4g6P4BE8gkfwCB7BI3gEj1S/Ou7wCB7BI3gEj+ARPIJH8Mjp58kdHsEjeASP4BE8\
    gkfwCB65/Y65wyN4BI/gETyCR/AIHsEjrx98v/ihD3YFpIhEBAAA
    """

  private func text(_ source: ByteSource) -> String {
    String(decoding: source.prefix(.max), as: UTF8.self)
  }

  @Test("gzip input gives its contents, and knows the packed size")
  func contents() throws {
    let source = try ByteSource(name: "a.gz", bytes: Self.hello)
    #expect(text(source) == "hello gzip\n")
    #expect(source.isCompressed)
    #expect(source.originalSize == 31)
    #expect(source.count == 11)
    #expect(source.trailingByteCount == 0)
    let original = source.withOriginalBytes { bytes in bytes.withUnsafeBufferPointer { Array($0) } }
    #expect(original == Self.hello)
  }

  @Test("a block with its own codes unpacks to what went in")
  func dynamicBlock() throws {
    let source = try ByteSource(name: "a.gz", bytes: try bytes(base64: Self.sequence))
    #expect(text(source) == (1...300).map { "\($0)\n" }.joined())
  }

  @Test("several members are one text, in their order")
  func members() throws {
    let source = try ByteSource(name: "a.gz", bytes: Self.first + Self.nothing + Self.hello)
    #expect(text(source) == "first,hello gzip\n")
  }

  @Test("bytes after the last member are counted and not taken for contents")
  func trailing() throws {
    let source = try ByteSource(name: "a.gz", bytes: Self.first + [0, 0, 0, 7, 9])
    #expect(text(source) == "first,")
    #expect(source.trailingByteCount == 5)
  }

  @Test("gzip data of nothing are empty")
  func empty() {
    #expect(kind { () throws(FileError) in try ByteSource(name: "a", bytes: Self.nothing) }?.kind == .empty)
  }

  @Test("data that break off are truncated, wherever they break off")
  func truncated() throws {
    for whole in [Self.hello, try bytes(base64: Self.sequence)] {
      for length in 2..<whole.count {
        let error = kind { () throws(FileError) in try ByteSource(name: "a", bytes: Array(whole[..<length])) }
        #expect(error?.kind == .truncatedGzip, "after \(length) bytes: \(String(describing: error))")
      }
    }
  }

  @Test("a second member that breaks off is truncation too")
  func truncatedSecondMember() {
    let error = kind { () throws(FileError) in
      try ByteSource(name: "a", bytes: Self.first + Self.hello.dropLast(9))
    }
    #expect(error?.kind == .truncatedGzip)
  }

  @Test("a wrong checksum or length is damage")
  func checksum() {
    for place in Self.hello.count - 8..<Self.hello.count {
      var changed = Self.hello
      changed[place] ^= 0x40
      let error = kind { () throws(FileError) in try ByteSource(name: "a", bytes: changed) }
      #expect(error?.kind == .damagedGzip)
      #expect(error?.cause == "the checksum or length at byte 23 does not match the contents")
    }
  }

  @Test("no changed byte ends in anything but contents or a typed error")
  func changedBytes() throws {
    let whole = try bytes(base64: Self.sequence)
    let contents = (1...300).map { "\($0)\n" }.joined()
    for place in whole.indices {
      for mask: UInt8 in [0x01, 0x10, 0x80, 0xff] {
        var changed = whole
        changed[place] ^= mask
        let error = kind { () throws(FileError) in
          let source = try ByteSource(name: "a", bytes: changed)
          // Time and system in the header may be anything, so may the bits that fill up the last byte; and without the
          // magic it is plain data.
          #expect(text(source) == contents || place < 2)
        }
        #expect(error == nil || error?.kind == .damagedGzip || error?.kind == .truncatedGzip)
      }
    }
  }

  @Test("an unknown block type is found where it is")
  func unknownBlock() {
    var changed = Self.hello
    changed[10] |= 0x06
    let error = kind { () throws(FileError) in try ByteSource(name: "a", bytes: changed) }
    #expect(error?.cause == "a block of unknown type at byte 10 of the gzip data")
  }

  @Test("contents beyond the limit are refused, contents of the limit are not")
  func limit() throws {
    let packed = try Gzip.pack([UInt8](repeating: 0x41, count: 5_000_000).span, level: 9)
    #expect(packed.count < 10_000)
    let exact = try ByteSource(name: "a", bytes: packed, limits: .init(unpacked: 5_000_000))
    #expect(exact.count == 5_000_000)
    let error = kind { () throws(FileError) in
      try ByteSource(name: "a", bytes: packed, limits: .init(unpacked: 4_999_999))
    }
    #expect(error?.kind == .tooLarge)
    #expect(ByteSource.Limits(unpacked: .max).unpacked == ByteSource.Limits.hardUnpackedLimit)
  }

  @Test("the limit holds for all members together")
  func limitOfMembers() throws {
    let members = Array(repeating: Self.hello, count: 100).flatMap { $0 }
    #expect(try ByteSource(name: "a", bytes: members, limits: .init(unpacked: 1100)).count == 1100)
    let error = kind { () throws(FileError) in
      try ByteSource(name: "a", bytes: members, limits: .init(unpacked: 1099))
    }
    #expect(error?.kind == .tooLarge)
  }

  @Test("a length that lies costs no memory and no contents")
  func lyingLength() {
    var lying = Self.hello
    lying.replaceSubrange(lying.count - 4..<lying.count, with: [0xff, 0xff, 0xff, 0x7f])
    let error = kind { () throws(FileError) in try ByteSource(name: "a", bytes: lying) }
    #expect(error?.kind == .damagedGzip)
  }

  @Test("packing and unpacking gives the bytes back, and the same bytes twice")
  func packed() throws {
    var generator = SeededGenerator(state: 1)
    let data = (0..<100_000).map { _ in UInt8.random(in: 0..<17, using: &generator) }
    let packed = try Gzip.pack(data.span, level: 6)
    #expect(packed == (try Gzip.pack(data.span, level: 6)))
    #expect(packed.count < data.count * 3 / 5)
    #expect(try ByteSource(name: "a", bytes: packed).prefix(.max) == data)
  }
}
