/// Tables for OriginLab Origin as a row of the registry.
import Bytes
import DataModel

extension Format {
  /// Comma-separated columns under three rows: long names, units, comments.
  public static let origin = Format(
    id: "origin", name: "Origin table (CSV: long name, units, comments)", extensions: [".csv"],
    techniques: ["XAS", "EXAFS"], isContainer: false,
    probe: { OriginProbe.match($0) }, guess: { OriginProbe.guess($0) },
    read: { source throws(FormatError) in try OriginReader.read(source) },
    writer: Writer(
      projection: { document, _ in OriginProjection.project(document) },
      encoding: .text { document, _ throws(FormatError) in try OriginWriter.write(document) }))
}
