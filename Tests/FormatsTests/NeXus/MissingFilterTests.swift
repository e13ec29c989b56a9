import Bytes
import CHDF5
import DataModel
import HDF5Shims
import Testing

@testable import Formats
@testable import HDF5

/// Data that went through filters that are not here. The chunks hold nothing sensible: nobody can look into them.
@Suite("Filters that are not installed")
struct MissingFilterTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // Whatever plugins this machine has.
    H5PLset_loading_state(0)
  }

  /// A scan of five points whose frames went through a filter.
  private func file(filter: Int32) throws -> String {
    let path = folder("frames-\(filter).h5")
    let made = try File.create(path)
    let data = try made.root.createGroup("entry", class: "NXentry").createGroup("data", class: "NXdata")
    try data.createDataset("energy", TypedArray((0..<5).map { 7000 + Double($0) }))
    let list = h5x_property_list(Int32(H5X_DATASET))
    let shape: [hsize_t] = [5, 4]
    let chunk: [hsize_t] = [1, 4]
    H5Pset_chunk(list, 2, chunk)
    // As their writers do: optional, so that the library checks for the filter when reading, not when the data is made.
    H5Pset_filter(list, filter, UInt32(H5Z_FLAG_OPTIONAL), 0, nil)
    let space = H5Screate_simple(2, shape, nil)
    let dataset = H5Dcreate2(data.handle.id, "data", h5x_native_integer(2, false), space, 0, list, 0)
    #expect(dataset >= 0)
    for row in 0..<UInt64(5) {
      let offset: [hsize_t] = [row, 0]
      #expect(H5Dwrite_chunk(dataset, 0, 0, offset, 4, [1, 2, 3, 4] as [UInt8]) >= 0)
    }
    H5Dclose(dataset)
    H5Sclose(space)
    H5Pclose(list)
    try made.close()
    return path
  }

  @Test(
    "each is named with its number and with where to get it, and everything else of the file is read",
    arguments: [
      (32000, "LZF", "apt install bitshuffle"), (32001, "Blosc", "apt install hdf5-filter-plugin-blosc-serial"),
      (32004, "LZ4", "apt install hdf5-filter-plugin"), (32008, "bitshuffle", "apt install bitshuffle"),
      (32015, "Zstandard", "pip install hdf5plugin"), (32555, "32555", "HDF5_PLUGIN_PATH"),
    ])
  func named(_ id: Int, _ name: String, _ cure: String) throws {
    let document = try NeXusReader.read(try ByteSource(try file(filter: Int32(id))))
    let scan = try #require(document.measurements.first)
    #expect(scan.channels.map(\.name) == ["energy"])
    #expect(try scan.channels.first?.values.load().doubles() == [7000, 7001, 7002, 7003, 7004])
    #expect(scan.signals.isEmpty)
    let errors = document.findings.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [NeXusFinding.unreadableObject.id])
    #expect(errors.first?.location.path == "/entry/data/data")
    let message = try #require(errors.first?.message)
    #expect(message.contains("\(id)") && message.contains(name) && message.contains(cure), "\(message)")
    #expect(message.contains("HDF5_PLUGIN_PATH"))
  }
}
