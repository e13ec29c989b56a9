/// What two bare columns say: less than was known of them.
import Bytes
import DataModel

enum XYProjection {
  /// The document that the reader of columns makes of the file: names, roles and units are what it concludes from the
  /// numbers, so the projection asks it.
  static func project(_ document: Document) -> Document {
    let nothing = Document(origin: document.origin)
    do {
      let source = try ByteSource(name: document.origin.name, bytes: try XYWriter.write(document))
      var result = try ColumnsReader.read(source)
      result.origin = document.origin
      return result
    } catch {
      // What cannot be written gives the user the writer's reason.
      return nothing
    }
  }
}
