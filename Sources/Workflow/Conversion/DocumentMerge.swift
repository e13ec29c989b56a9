/// Several documents as one, for a format that holds many measurements in a file.
import DataModel

extension Document {
  /// The measurements of all documents in order, each with the origin of its own file. Metadata of the files, where
  /// several have any, stands under the name of its file.
  static func merged(_ documents: [Document]) -> Document {
    guard documents.count != 1, let first = documents.first else { return documents.first ?? Document.empty }
    // No single file is the origin of the whole.
    var result = Document(
      origin: Origin(name: "", format: first.origin.format, readerVersion: first.origin.readerVersion))
    let talkative = documents.filter { !$0.metadata.isEmpty }
    if talkative.count == 1, let only = talkative.first {
      result.metadata = only.metadata
    } else {
      result.metadata = Metadata(talkative.map { MetadataNode($0.origin.name, children: $0.metadata.nodes) })
    }
    for document in documents {
      result.measurements += document.measurements.map { measurement in
        var measurement = measurement
        measurement.origins.append(document.origin)
        return measurement
      }
      result.findings += document.findings
    }
    return result
  }

  /// The document of each measurement, with the metadata of the file.
  func split() -> [Document] {
    guard measurements.count > 1 else { return [self] }
    return measurements.map { measurement in
      Document(origin: origin, metadata: metadata, measurements: [measurement])
    }
  }

  /// The number of arrays in all measurements, without those of which only a checksum is there.
  var arrayCount: Int {
    measurements.reduce(0) { $0 + $1.channels.filter { $0.values.areHere }.count }
  }

  private static var empty: Document {
    Document(origin: Origin(name: "", format: "", readerVersion: EdgewiseVersion.string))
  }
}
