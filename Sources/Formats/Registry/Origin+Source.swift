import Bytes
import DataModel

extension Origin {
  /// The origin of a document that `format` reads from `source`, with the header of a text file to the letter.
  init(of source: ByteSource, format: String, header: String? = nil) {
    self.init(unhashed: source, format: format, header: header)
    addHash(of: source)
  }

  /// The same, before the hash is known.
  init(unhashed source: ByteSource, format: String, header: String? = nil) {
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    self.init(
      name: name, size: source.originalSize, format: format, readerVersion: EdgewiseVersion.string, header: header)
  }

  /// Takes the hash of the source, and waits for it if need be.
  mutating func addHash(of source: ByteSource) {
    guard source.isHashed else { return }
    // A digest that cannot be had says so by its absence; whoever reads the bytes meets the same error with a place.
    let digest = try? source.sha256()
    sha256 = digest?.hex
  }
}
