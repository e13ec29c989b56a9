/// Igor text as a row of the registry.
import Bytes
import DataModel

extension Format {
  /// Waves for WaveMetrics Igor Pro, each measurement in a data folder of its own.
  public static let itx = Format(
    id: "itx", name: "Igor text (waves)", extensions: [".itx"], techniques: ["XAS", "EXAFS", "RIXS", "XES"],
    isContainer: true, probe: { ItxProbe.match($0) },
    read: { source throws(FormatError) in try ItxReader.read(source) },
    writer: Writer(
      projection: { document, _ in ItxProjection.project(document) },
      encoding: .text { document, _ throws(FormatError) in try ItxWriter.write(document) }))
}
