import Bytes
import DataModel

extension Format {
  /// Edgewise's own XML document: everything of a document but its arrays.
  public static let metaXML = Format(
    id: MetaXML.formatID, name: "Edgewise metadata (XML)", extensions: [".meta.xml"],
    techniques: ["XAS", "EXAFS", "RIXS", "XES"], isContainer: true,
    probe: { source in MetaXMLProbe.match(source) },
    read: { (source) throws(FormatError) in try MetaXMLReader.read(source).document },
    writer: Writer(
      projection: { document, _ in MetaXMLWriter.projection(of: document) },
      encoding: .text { (document, options) throws(FormatError) in
        try MetaXMLWriter.bytes(of: document, options)
      }))
}
