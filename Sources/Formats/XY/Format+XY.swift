/// Two bare columns as a row of the registry.
import Bytes
import DataModel

extension Format {
  /// Energy and signal, two numbers a line and nothing else: what any program reads. Such a file is read as `columns`.
  public static let xy = Format(
    id: "xy", name: "Two columns (energy and signal, no header)", extensions: [".xy"], techniques: ["XAS", "EXAFS"],
    isContainer: false,
    // Nothing in such a file tells it from other columns.
    probe: { _ in .no },
    read: { source throws(FormatError) in try ColumnsReader.read(source) },
    writer: Writer(
      projection: { document, _ in XYProjection.project(document) },
      encoding: .text { document, _ throws(FormatError) in try XYWriter.write(document) }))
}
