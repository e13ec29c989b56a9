import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Real files as metadata documents", .enabled(if: Corpus.isPresent))
struct MetaXMLCorpusTests {
  static let files = Corpus.files(
    in: ["xdi", "xasdatalibrary", "nexus-real"], suffixes: [".xdi", ".nxs", ".h5", ".hdf5", ".nexus"])

  @Test("there are enough of them")
  func count() { #expect(Self.files.count > 60) }

  @Test("all but the arrays comes back, and no document breaks the schema", arguments: files)
  func roundTrip(_ path: String) throws {
    let source = try ByteSource(path)
    guard let read = FormatRegistry.identify(source).format?.read, let document = try? read(source) else { return }
    try MetaXMLTest.check(document)
  }
}
