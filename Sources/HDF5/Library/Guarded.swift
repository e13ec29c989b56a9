// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Calls of libhdf5 that crash on damaged files. These stand in front of the library's own of the same names and arguments,
// so that nothing in this room goes past the guards.
import CHDF5
import HDF5Shims

/// Shows the attributes of an object; fails before the first of them when one cannot be decoded.
func H5Aiterate2(
  _ object: hid_t, _ index: H5_index_t, _ order: H5_iter_order_t, _ start: UnsafeMutablePointer<hsize_t>?,
  _ visit: H5A_operator2_t?, _ context: UnsafeMutableRawPointer?
) -> herr_t {
  h5x_iterate_attributes(object, index, order, start, visit, context)
}

/// Reads an attribute; fails when its texts of variable length are not where it says.
func H5Aread(_ attribute: hid_t, _ type: hid_t, _ room: UnsafeMutableRawPointer?) -> herr_t {
  h5x_read_attribute(attribute, type, room)
}

/// Reads a dataset; fails when its texts of variable length are not where it says.
func H5Dread(
  _ dataset: hid_t, _ type: hid_t, _ memory: hid_t, _ selection: hid_t, _ transfer: hid_t,
  _ room: UnsafeMutableRawPointer?
) -> herr_t {
  h5x_read_dataset(dataset, type, memory, selection, transfer, room)
}
