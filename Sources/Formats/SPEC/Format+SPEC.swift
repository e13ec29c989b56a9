/// SPEC's data files as a row of the registry.
import Bytes
import DataModel

extension Format {
  /// Files of certified SPEC, and of the programs that write like it: Sardana, Spock, bluesky, PyMca, silx.
  public static let spec = Format(
    id: "spec", name: "SPEC scans (text)", extensions: [".spec", ".spc"], techniques: ["XAS", "EXAFS"],
    isContainer: true, probe: { source in SpecProbe.match(source) },
    read: { source throws(FormatError) in try SpecReader.read(source) },
    single: { source, choose throws(FormatError) in try SpecReader.read(source, choose: choose) },
    writer: Writer(
      projection: { document, _ in SpecProjection.project(document) },
      encoding: .text { document, _ throws(FormatError) in try SpecWriter.write(document) }))
}
