// Content that the library does not write by itself, made with the C interface or in the finished bytes.
import Bytes
import CHDF5
import Foundation
import HDF5Shims

@testable import HDF5

extension NeXusFixture {
  /// The title as bytes, whatever their encoding, declared to be in a character set.
  func rawTitle(_ bytes: [UInt8], _ set: H5T_cset_t) throws {
    try remove("/entry/title")
    fixedText("/entry/title", bytes, set)
  }

  /// A text of fixed length; blanks at its end are content, as far as the type says.
  func fixedText(_ path: String, _ text: String) throws { fixedText(path, Array(text.utf8), H5T_CSET_ASCII) }

  private func fixedText(_ path: String, _ bytes: [UInt8], _ set: H5T_cset_t) {
    let type = H5Tcopy(h5x_c_string())
    H5Tset_size(type, bytes.count)
    H5Tset_cset(type, set)
    H5Tset_strpad(type, H5T_STR_NULLPAD)
    let space = H5Screate(H5S_SCALAR)
    let dataset = H5Dcreate2(id, path, type, space, 0, 0, 0)
    H5Dwrite(dataset, type, 0, 0, 0, bytes)
    H5Dclose(dataset)
    H5Sclose(space)
    H5Tclose(type)
  }

  /// A chunk whose bytes do not fit its checksum.
  func damagedChunk(_ path: String) throws {
    try array(path, TypedArray([1.0, 2, 3, 4]), options: DatasetOptions(chunk: [4], fletcher32: true))
    let dataset = try file.root.dataset(path)
    try dataset.writeRawChunk([UInt8](repeating: 7, count: 36), at: [0])
  }

  /// Chunks of one dimension for an array of two: the header says so after a byte of it is changed.
  func misfitChunks(_ path: String) throws {
    let numbers = TypedArray((0..<35).map(Double.init), shape: [5, 7])
    try array(path, numbers, options: DatasetOptions(chunk: [5, 7], fletcher32: true))
    damage = { bytes in
      // Layout message of version 3: chunked, three lengths (the last that of an element), address, lengths.
      for place in bytes.indices.dropLast(23) where Array(bytes[place..<place + 3]) == [3, 2, 3] {
        guard Array(bytes[place + 11..<place + 23]) == [5, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0] else { continue }
        bytes[place + 2] = 2
      }
    }
  }

  /// A shape of which nothing is stored.
  func undersized(_ path: String, shape: [UInt64]) throws {
    let list = h5x_property_list(Int32(H5X_DATASET))
    let chunk = shape.map { min($0, 64) }
    H5Pset_chunk(list, Int32(shape.count), chunk)
    let space = H5Screate_simple(Int32(shape.count), shape, nil)
    H5Dclose(H5Dcreate2(id, path, h5x_native_float(8), space, 0, list, 0))
    H5Sclose(space)
    H5Pclose(list)
  }

  /// An array whose numbers lie in another file.
  func external(_ path: String, in name: String) throws {
    let list = h5x_property_list(Int32(H5X_DATASET))
    H5Pset_external(list, name, 0, 32)
    let space = H5Screate_simple(1, [4], nil)
    H5Dclose(H5Dcreate2(id, path, h5x_native_float(8), space, 0, list, 0))
    H5Sclose(space)
    H5Pclose(list)
  }

  /// A view on four numbers of another dataset.
  func virtual(_ path: String, of source: String, in name: String) throws {
    let list = h5x_property_list(Int32(H5X_DATASET))
    let space = H5Screate_simple(1, [4], nil)
    H5Pset_virtual(list, space, name, source, space)
    H5Dclose(H5Dcreate2(id, path, h5x_native_float(8), space, 0, list, 0))
    H5Sclose(space)
    H5Pclose(list)
  }

  /// The entry in a file as a program leaves it that ends while it writes: flushed, not closed.
  func leftOpen() throws {
    let folder = try TestFolder()
    let path = folder.path + "/open.h5"
    let access = h5x_property_list(Int32(H5X_FILE_ACCESS))
    H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110)
    let copy = H5Fcreate(path, 2, 0, access)
    H5Ocopy(id, "entry", copy, "entry", 0, 0)
    H5Fflush(copy, H5F_SCOPE_GLOBAL)
    let open = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    H5Fclose(copy)
    H5Pclose(access)
    damage = { $0 = open }
  }

  /// A reference that was never set.
  func emptyReference(_ path: String) throws {
    let space = H5Screate(H5S_SCALAR)
    let dataset = H5Dcreate2(id, path, h5x_object_reference(), space, 0, 0, 0)
    let nothing = [UInt8](repeating: 0, count: 8)
    H5Dwrite(dataset, h5x_object_reference(), 0, 0, 0, nothing)
    H5Dclose(dataset)
    H5Sclose(space)
  }

  /// A group whose header does not fit its checksum.
  func unreadable(_ path: String) throws {
    let before = try image().ranges(of: Array("OHDR".utf8)).count
    _ = try file.root.createGroup(path, tracksCreationOrder: true)
    damage = { bytes in
      let headers = bytes.ranges(of: Array("OHDR".utf8))
      guard headers.count > before, let last = headers.last else { return }
      bytes[last.lowerBound + 12] ^= 0xFF
    }
  }

  private var id: hid_t { file.handle.id }
}
