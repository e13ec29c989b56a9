import Bytes
import DataModel
import HDF5

extension Format {
  /// HDF5 files with NeXus conventions.
  public static let nexus = Format(
    id: "nexus", name: "NeXus/HDF5", extensions: [".nxs", ".h5", ".hdf5", ".nx5", ".nexus", ".hdf"],
    techniques: ["XAS", "EXAFS", "RIXS", "XES"], isContainer: true,
    probe: { source in
      source.withBytes { bytes in File.isHDF5(head: bytes) }
        ? .certain(reason: "the bytes carry the HDF5 signature") : .no
    },
    read: { (source) throws(FormatError) in try NeXusReader.read(source) },
    writer: Writer(
      // NeXus holds everything.
      projection: { document, _ in document },
      encoding: .file { (document, path, options) throws(FormatError) in
        try NeXusWriter.write(document, to: path, options)
      }))
}
