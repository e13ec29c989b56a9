import Bytes
import Foundation
import Testing

@Suite("ZIP archives") struct ZipArchiveTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Written by Python's zipfile: a folder, 1000 lines deflated, eight bytes stored.
  private static let archive = [UInt8](
    Data(
      base64Encoded: """
        UEsDBBQAAAAAAAAAIVwAAAAAAAAAAAAAAAAHAAAAZm9sZGVyL1BLAwQUAAAACAAAACFcixSOwTQAAAD4KgAAEAAAAGZvbGRlci9saW5lcy50\
        eHTtxjENADAIALB/KlBAgGTBv7PZ2NFe3e7Jisp7VlVVVVVVVVVVVVVVVVVVVVVVVVVV9dc+UEsDBBQAAAAAAAAAIVyzJE6WCAAAAAgAAAAK\
        AAAAc3RvcmVkLnR4dGFzIGl0IGlzUEsBAhQDFAAAAAAAAAAhXAAAAAAAAAAAAAAAAAcAAAAAAAAAAAAAAIABAAAAAGZvbGRlci9QSwECFAMU\
        AAAACAAAACFcixSOwTQAAAD4KgAAEAAAAAAAAAAAAAAAgAElAAAAZm9sZGVyL2xpbmVzLnR4dFBLAQIUAxQAAAAAAAAAIVyzJE6WCAAAAAgA\
        AAAKAAAAAAAAAAAAAACAAYcAAABzdG9yZWQudHh0UEsFBgAAAAADAAMAqwAAALcAAAAAAA==
        """) ?? Data())
  /// Where the stored bytes lie.
  private static let storedOffset = 175

  private func archive(_ bytes: [UInt8]) throws -> ZipArchive {
    let path = folder.path + "/a.zip"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try ZipArchive(path)
  }

  @Test("entries come in order with their names, and unpack to what was packed")
  func entries() throws {
    let archive = try archive(Self.archive)
    #expect(archive.entries.map(\.name) == ["folder/", "folder/lines.txt", "stored.txt"])
    #expect(archive.entries.map(\.claimedCount) == [0, 11_000, 8])
    #expect(archive.entries.map(\.isFolder) == [true, false, false])
    let lines = try archive.bytes(of: archive.entries[1], limit: 11_000)
    #expect(lines == Array(String(repeating: "7112.0 0.5\n", count: 1000).utf8))
    #expect(try archive.bytes(of: archive.entries[2], limit: 8) == Array("as it is".utf8))
  }

  @Test("what unpacks to more than the limit is refused, one byte over as well")
  func limit() throws {
    let archive = try archive(Self.archive)
    for limit in [0, 7, 10_999] {
      let error = #expect(throws: FileError.self) { try archive.bytes(of: archive.entries[1], limit: limit) }
      #expect(error?.kind == .tooLarge)
    }
  }

  @Test("a wrong checksum is an error that names the entry")
  func checksum() throws {
    var bytes = Self.archive
    bytes[Self.storedOffset] ^= 1
    let archive = try archive(bytes)
    let error = #expect(throws: FileError.self) { try archive.bytes(of: archive.entries[2], limit: 100) }
    #expect(error?.kind == .damagedZip)
    #expect(error?.description.contains("stored.txt") == true)
  }

  @Test("no file, no archive, and half an archive are errors")
  func damage() throws {
    #expect(#expect(throws: FileError.self) { try ZipArchive(folder.path + "/none") }?.kind == .notFound)
    #expect(#expect(throws: FileError.self) { try archive(Array("no archive".utf8)) }?.kind == .damagedZip)
    let half = Array(Self.archive.prefix(Self.archive.count / 2))
    #expect(#expect(throws: FileError.self) { try archive(half) }?.kind == .damagedZip)
  }

  @Test("every byte that is damaged gives bytes or an error, never a crash")
  func anyDamage() throws {
    for index in Self.archive.indices {
      var bytes = Self.archive
      bytes[index] ^= 0xFF
      guard let archive = try? archive(bytes) else { continue }
      for entry in archive.entries {
        let unpacked = try? archive.bytes(of: entry, limit: 20_000)
        #expect((unpacked?.count ?? 0) <= 20_000)
      }
    }
  }
}
