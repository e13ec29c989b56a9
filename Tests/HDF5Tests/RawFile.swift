// Odd content that the wrapper itself does not write, made with the C interface.
import CHDF5
import HDF5Shims

struct RawFile {
  let id: hid_t

  init(_ path: String) {
    h5x_enter()
    id = H5Fcreate(path, 2, 0, 0)
  }

  init(adopting id: hid_t) { self.id = id }

  func close() { H5Fclose(id) }

  /// A dataset of any type from bytes in that type's layout; no bytes are written for nil.
  func dataset(_ name: String, type: hid_t, shape: [UInt64], bytes: [UInt8]?, list: hid_t = 0) {
    let space = shape.isEmpty ? H5Screate(H5S_SCALAR) : H5Screate_simple(Int32(shape.count), shape, nil)
    let dataset = H5Dcreate2(id, name, type, space, 0, list, 0)
    if let bytes { H5Dwrite(dataset, type, 0, 0, 0, bytes) }
    H5Dclose(dataset)
    H5Sclose(space)
  }

  func attribute(_ name: String, on object: String, type: hid_t, space: hid_t, bytes: [UInt8]?) {
    let attribute = H5Acreate_by_name(id, object, name, type, space, 0, 0, 0)
    if let bytes { H5Awrite(attribute, type, bytes) }
    H5Aclose(attribute)
  }

  static func bigEndian(_ native: hid_t) -> hid_t {
    let type = H5Tcopy(native)
    H5Tset_order(type, H5T_ORDER_BE)
    return type
  }

  static func string(_ length: Int, _ set: H5T_cset_t, _ padding: H5T_str_t) -> hid_t {
    let type = H5Tcopy(h5x_c_string())
    H5Tset_size(type, length)
    H5Tset_cset(type, set)
    H5Tset_strpad(type, padding)
    return type
  }

  /// IEEE binary16, as h5py writes for numpy.float16.
  static func float16() -> hid_t {
    let type = H5Tcopy(h5x_native_float(4))
    H5Tset_fields(type, 15, 10, 5, 0, 10)
    H5Tset_size(type, 2)
    H5Tset_ebias(type, 15)
    return type
  }
}
