/// Free-form columns of numbers as a row of the registry.

extension Format {
  /// Text files with a table of numbers under whatever header: Athena and Larch exports, beamline files, CSV.
  public static let columns = Format(
    id: "columns", name: "Columns of numbers (text)",
    extensions: [".dat", ".txt", ".csv", ".xmu", ".nor", ".chi", ".chik", ".chir", ".chiq", ".asc", ".xy"],
    techniques: ["XAS", "EXAFS"], isContainer: false,
    probe: { ColumnsProbe.match($0) }, guess: { ColumnsProbe.guess($0) },
    read: { source throws(FormatError) in try ColumnsReader.read(source) },
    writer: Writer(
      projection: { document, _ in ColumnsProjection.project(document) },
      encoding: .text { document, _ throws(FormatError) in try ColumnsWriter.write(document) }))
}
