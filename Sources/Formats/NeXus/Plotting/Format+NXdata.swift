/// Plain NXdata as a row of the registry.
import Bytes
import DataModel
import HDF5

extension Format {
  /// HDF5 with what is plotted and nothing else: an NXentry for each measurement, an NXdata for each of its signals.
  /// Such a file is read as `nexus`.
  public static let nxdata = Format(
    id: "nxdata", name: "NXdata plots (HDF5)", extensions: [".nxdata.h5"], techniques: ["XAS", "EXAFS", "RIXS", "XES"],
    isContainer: true,
    // Nothing in such a file tells it from other NeXus files.
    probe: { _ in .no },
    read: { source throws(FormatError) in try NeXusReader.read(source) },
    writer: Writer(
      projection: { document, _ in NXdataWriter.projection(of: document) },
      encoding: .file { document, path, _ throws(FormatError) in
        try NXdataWriter.write(document, to: path)
        return []
      }))
}
