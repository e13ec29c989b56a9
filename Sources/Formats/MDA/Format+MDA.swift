/// MDA files of EPICS' sscan record as a row of the registry.
import Bytes
import DataModel

extension Format {
  /// Scans that the saveData program of EPICS writes: of any rank, with positioners, detectors and further process
  /// variables.
  public static let mda = Format(
    id: "mda", name: "EPICS MDA (sscan)", extensions: [".mda"], techniques: ["XAS", "EXAFS"], isContainer: false,
    probe: { source in MDAProbe.match(source) },
    read: { source throws(FormatError) in try MDAReader.read(source) })
}
