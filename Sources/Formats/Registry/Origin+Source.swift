import Bytes
import DataModel

extension Origin {
  /// The origin of a document that `format` reads from `source`, with the header of a text file to the letter.
  init(of source: ByteSource, format: String, header: String? = nil) {
    // A digest that cannot be had says so by its absence; whoever reads the bytes meets the same error with a place.
    let digest = try? source.sha256()
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    self.init(
      name: name, sha256: digest?.hex, size: source.originalSize, format: format,
      readerVersion: EdgewiseVersion.string, header: header)
  }
}
