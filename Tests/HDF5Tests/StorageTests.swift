import Bytes
import CHDF5
import HDF5Shims
import Testing

@testable import HDF5

@Suite struct StorageTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  private let everyFilter = DatasetOptions(chunk: [100], deflate: 6, shuffle: true, fletcher32: true)

  @Test("Chunks, shuffle, deflate and checksums round-trip and are described")
  func filters() throws {
    let numbers = (0..<1000).map { Double($0 / 7) }
    let file = try File.createInMemory()
    try file.root.createDataset("mu", TypedArray(numbers), options: everyFilter)
    let dataset = try File.open(bytes: try file.image(), named: "image").root.dataset("mu")
    let storage = try dataset.storage()
    #expect(storage.layout == .chunked([100]))
    #expect(storage.filters.map(\.id) == [.shuffle, .deflate, .fletcher32])
    #expect(storage.filters[1].parameters == [6])
    #expect(storage.filters.map(\.isAvailable) == [true, true, true])
    #expect(dataset.storedByteCount < 4000)
    #expect(try dataset.read().elements() == numbers)
    #expect(try dataset.storedChunkCount() == 10)
  }

  @Test("A damaged chunk is an error, and the other chunks can still be read")
  func damagedChunk() throws {
    let file = try File.createInMemory()
    let dataset = try file.root.createDataset(
      "mu", TypedArray((0..<1000).map(Double.init)), options: everyFilter)
    var chunk = try #require(try dataset.readRawChunk(at: [300])).bytes
    chunk[chunk.count / 2] ^= 0x10
    try dataset.writeRawChunk(chunk, at: [300])
    let damaged = try File.open(bytes: try file.image(), named: "image").root.dataset("mu")
    let error = #expect(throws: HDF5Error.self) { try damaged.read() }
    #expect(error?.kind == .damaged)
    #expect(try damaged.read(Slab(start: [400], count: [3])).elements() == [400.0, 401, 402])
  }

  @Test("Raw chunks come as stored, with the mask of skipped filters; unwritten ones as nothing")
  func rawChunks() throws {
    let file = try File.createInMemory()
    let options = DatasetOptions(chunk: [4], deflate: 1)
    let dataset = try file.root.createDataset("data", type: .uint8, shape: [12], options: options)
    try dataset.writeRawChunk([1, 2, 3, 4], at: [4], filterMask: 1)
    let chunk = try #require(try dataset.readRawChunk(at: [4]))
    #expect(chunk.bytes == [1, 2, 3, 4] && chunk.filterMask == 1)
    #expect(try dataset.readRawChunk(at: [0]) == nil)
    #expect(try dataset.storedChunk(at: [4])?.byteCount == 4)
    #expect(try dataset.storedChunkCount() == 1)
    #expect(try dataset.read().bytes == [0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0])
    #expect(throws: HDF5Error.self) { try dataset.readRawChunk(at: [12]) }
    #expect(throws: HDF5Error.self) { try dataset.readRawChunk(at: [0, 0]) }
  }

  @Test("Small data lies in the header, larger data contiguously")
  func layouts() throws {
    let file = try File.createInMemory()
    let small = try file.root.createDataset("small", TypedArray([1.0]))
    let large = try file.root.createDataset("large", TypedArray([Double](repeating: 1, count: 1000)))
    #expect(try small.storage().layout == .compact)
    #expect(try large.storage().layout == .contiguous)
    #expect(try small.storage().chunk == nil)
  }

  @Test("Without a chunk shape, filters get chunks of about a mebibyte; a scalar is stored plainly")
  func suggestedChunk() throws {
    let file = try File.createInMemory()
    let options = DatasetOptions(deflate: 4)
    let stack = try file.root.createDataset("stack", type: .float32, shape: [50, 512, 512], options: options)
    #expect(try stack.storage().chunk == [1, 512, 512])
    let spectrum = try file.root.createDataset("spectrum", TypedArray([1.0, 2]), options: options)
    #expect(try spectrum.storage().chunk == [2])
    #expect(try file.root.createDataset("scalar", TypedArray(scalar: 1.0), options: options).read().isScalar)
  }

  @Test("A missing filter is named, with the Debian package that brings it, before anything is read")
  func missingFilter() throws {
    let list = h5x_property_list(Int32(H5X_DATASET))
    H5Pset_chunk(list, 1, [hsize_t(2)])
    H5Pset_filter(list, 32026, UInt32(H5Z_FLAG_OPTIONAL), 0, nil)
    let raw = RawFile(folder.file("blosc2.h5"))
    raw.dataset("data", type: h5x_native_integer(1, false), shape: [2], bytes: [1, 2], list: list)
    raw.close()
    let dataset = try File.open(folder.file("blosc2.h5")).root.dataset("data")
    for attempt in [{ _ = try dataset.read() }, { _ = try dataset.blocks() }, { _ = try dataset.readRaw() }] {
      let error = #expect(throws: HDF5Error.self) { try attempt() }
      #expect(error?.kind == .missingFilter(FilterID(rawValue: 32026)))
      #expect(error?.description.contains("Blosc2") == true)
      #expect(error?.description.contains("no Debian package") == true)
    }
    #expect(FilterID.bitshuffle.debianPackage == "bitshuffle")
    #expect(FilterID.lz4.debianPackage == "hdf5-filter-plugin")
    #expect("\(FilterID(rawValue: 444))" == "444")
  }

  @Test("A declared-huge dataset is refused, whatever its layout")
  func declaredHuge() throws {
    let file = try File.createInMemory()
    let shape = [1_000_000, 1_000_000]
    for (name, options) in [
      ("chunked", DatasetOptions(chunk: [1000, 1000])), ("deflated", DatasetOptions(chunk: [100, 100], deflate: 1)),
    ] {
      let dataset = try file.root.createDataset(name, type: .float64, shape: shape, options: options)
      let error = #expect(throws: HDF5Error.self) { try dataset.read() }
      #expect(error?.kind == .tooLarge(bytes: 8_000_000_000_000, limit: Dataset.defaultByteLimit))
    }
    let unstored = try file.root.createDataset(
      "unstored", type: .float64, shape: [400_000_000], options: DatasetOptions(chunk: [1000]))
    guard case .tooLarge = #expect(throws: HDF5Error.self, performing: { try unstored.read() })?.kind else {
      Issue.record("three gibibytes were made of nothing")
      return
    }
    #expect(try unstored.read(Slab(start: [399_999_999], count: [1])).elements() == [0.0])
    let text = try file.root.createDataset(
      "text", type: .text, shape: [1 << 40, 1 << 30], options: DatasetOptions(chunk: [1, 1]))
    #expect(throws: HDF5Error.self) { try text.read() }
  }

  @Test("The caller's limit holds for numbers, raw bytes and the memory behind texts")
  func limits() throws {
    let file = try File.createInMemory()
    let numbers = try file.root.createDataset("numbers", TypedArray([1.0, 2, 3]))
    for attempt in [{ _ = try numbers.read(byteLimit: 23) }, { _ = try numbers.readRaw(byteLimit: 23) }] {
      let error = #expect(throws: HDF5Error.self) { try attempt() }
      #expect(error?.kind == .tooLarge(bytes: 24, limit: 23))
    }
    #expect(try numbers.read(byteLimit: 24).count == 3)
    let texts = try file.root.createDataset("texts", type: .text, shape: [2])
    try texts.write(TypedArray([String(repeating: "x", count: 10_000), "y"]))
    guard case .tooLarge = #expect(throws: HDF5Error.self, performing: { try texts.read(byteLimit: 5000) })?.kind
    else {
      Issue.record("the limit does not count the texts")
      return
    }
    #expect(try texts.read(byteLimit: 20_000).strings[1] == "y")
  }

  @Test("A shape that was damaged to need more than is stored is refused")
  func shapeBeyondStorage() throws {
    let file = try File.createInMemory()
    try file.root.createDataset("data", TypedArray([1.0, 2, 3, 4, 5, 6, 7]))
    var bytes = try file.image()
    // The dataspace message of a simple, fixed shape [7]: version 1, rank 1, flags 1 (maximum stored), then twice 7.
    let message: [UInt8] = [1, 1, 1, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 7]
    let starts = bytes.indices.filter { bytes[$0...].starts(with: message) }
    let start = try #require(starts.count == 1 ? starts.first : nil)
    for offset in [8, 16] { bytes[start + offset + 2] = 1 }
    let damaged = try File.open(bytes: bytes, named: "damaged").root.dataset("data")
    #expect(damaged.shape == [65_543])
    let error = #expect(throws: HDF5Error.self) { try damaged.read() }
    #expect(error?.kind == .damaged)
  }

  @Test("Raw data in another file is read beside it; a pipe in its place is refused")
  func externalData() throws {
    func make(_ name: String, _ source: String) throws -> Dataset {
      let list = h5x_property_list(Int32(H5X_DATASET))
      H5Pset_external(list, source, 0, 4)
      let raw = RawFile(folder.file(name))
      raw.dataset("data", type: h5x_native_integer(1, false), shape: [4], bytes: nil, list: list)
      raw.close()
      return try File.open(folder.file(name)).root.dataset("data")
    }
    let source = try folder.write([9, 8, 7, 6], to: "frames.raw")
    let dataset = try make("external.h5", source)
    #expect(try dataset.storage().layout == .external(files: [source]))
    #expect(try dataset.read().bytes == [9, 8, 7, 6])
    #expect(makePipe(folder.file("pipe")))
    let pipe = try make("pipe.h5", folder.file("pipe"))
    #expect(throws: HDF5Error.self) { try pipe.read() }
  }

  @Test("A virtual dataset shows its sources, and fill values where one is missing")
  func virtual() throws {
    let source = try File.create(folder.file("part.h5"))
    try source.root.createDataset("data", TypedArray([UInt8(5), 6]))
    try source.close()
    let list = h5x_property_list(Int32(H5X_DATASET))
    let whole = H5Screate_simple(1, [hsize_t(4)], nil)
    let part = H5Screate_simple(1, [hsize_t(2)], nil)
    for (index, name) in ["part.h5", "gone.h5"].enumerated() {
      H5Sselect_hyperslab(whole, H5S_SELECT_SET, [hsize_t(index * 2)], nil, [hsize_t(2)], nil)
      H5Pset_virtual(list, whole, name, "data", part)
    }
    let raw = RawFile(folder.file("master.h5"))
    raw.dataset("data", type: h5x_native_integer(1, false), shape: [4], bytes: nil, list: list)
    raw.close()
    let lock = try #require(FileLock(folder.file("part.h5")))
    let dataset = try File.open(folder.file("master.h5")).root.dataset("data")
    #expect(
      try dataset.storage().layout
        == .virtual(sources: [
          VirtualSource(file: "part.h5", dataset: "data"), VirtualSource(file: "gone.h5", dataset: "data"),
        ]))
    #expect(try dataset.read().bytes == [5, 6, 0, 0])
    lock.release()
  }
}
