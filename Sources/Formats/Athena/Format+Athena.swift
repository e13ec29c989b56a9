/// Athena project files, in their Perl and their JSON flavour: the row of the registry.
import Bytes
import DataModel

extension Format {
  /// Athena project: many spectra in one file, each with arrays and the parameters of its treatment.
  public static let athena = Format(
    id: "athena", name: "Athena project", extensions: [".prj"], techniques: ["XAS"], isContainer: true,
    probe: AthenaProbe.match, read: AthenaReader.read,
    writer: Writer(projection: AthenaWriter.projection, encoding: .text(AthenaWriter.bytes)))
}
