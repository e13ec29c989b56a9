// Ids that are made once per process and never given back: property lists, scalar dataspaces, common types.
import Bytes
import CHDF5
import HDF5Shims
import Synchronization

let defaultList = hid_t(H5P_DEFAULT)
let wholeSpace = hid_t(H5S_ALL)

enum SharedIDs {
  /// Reading: a chunk cache that holds the usual detector chunk, so that walking by slabs
  /// does not unpack the same chunk twice.
  static let readAccess: hid_t = {
    let list = fileAccess()
    // By itself the library keeps up to 32 MiB, in many small pieces that take many times as much: a file is mostly
    // walked through once, which is faster when little is kept.
    h5x_limit_metadata(list, 1 << 18)
    return list
  }()
  static let writeAccess: hid_t = fileAccess()
  static let linkAccess: hid_t = entered(h5x_link_access_list)
  private static let utf8Link: hid_t = utf8Names(H5X_LINK)
  private static let utf8Attribute: hid_t = utf8Names(H5X_ATTRIBUTE)
  static let scalarSpace: hid_t = entered { H5Screate(H5S_SCALAR) }

  /// Only a name beyond ASCII is marked as UTF-8: the mark would turn every group into the newer, slower layout.
  static func linkCreation(_ name: String) -> hid_t { name.isASCII ? defaultList : utf8Link }
  static func attributeCreation(_ name: String) -> hid_t { name.isASCII ? defaultList : utf8Attribute }

  static func groupCreation(tracksOrder: Bool) -> hid_t { tracksOrder ? groupTracked : groupPlain }
  /// `isCompact`: the data lies in the object header, which saves a write; for at most 64 KiB.
  static func datasetCreation(tracksOrder: Bool, isCompact: Bool) -> hid_t {
    isCompact ? (tracksOrder ? compactTracked : compactPlain) : (tracksOrder ? datasetTracked : datasetPlain)
  }

  private static let groupPlain = creation(H5X_GROUP, tracksOrder: false)
  private static let groupTracked = creation(H5X_GROUP, tracksOrder: true)
  private static let datasetPlain = creation(H5X_DATASET, tracksOrder: false)
  private static let datasetTracked = creation(H5X_DATASET, tracksOrder: true)
  private static let compactPlain = creation(H5X_DATASET, tracksOrder: false, isCompact: true)
  private static let compactTracked = creation(H5X_DATASET, tracksOrder: true, isCompact: true)

  /// Reading or writing a few texts of variable length: the library else clears buffers of a megabyte for each of them.
  static let shortTextTransfer: hid_t = entered {
    let list = h5x_property_list(Int32(H5X_TRANSFER))
    H5Pset_buffer(list, 16 << 10, nil, nil)
    return list
  }

  private static func entered(_ make: () -> hid_t) -> hid_t {
    h5x_enter()
    return make()
  }

  private static func fileAccess() -> hid_t {
    entered {
      let list = h5x_property_list(Int32(H5X_FILE_ACCESS))
      h5x_guard_heaps(list, false)
      H5Pset_cache(list, 0, 4099, 32 << 20, 0.75)
      H5Pset_libver_bounds(list, H5F_LIBVER_EARLIEST, H5F_LIBVER_V110)
      return list
    }
  }

  private static func utf8Names(_ kind: Int) -> hid_t {
    entered {
      let list = h5x_property_list(Int32(kind))
      H5Pset_char_encoding(list, H5T_CSET_UTF8)
      return list
    }
  }

  static func creation(
    _ kind: Int, tracksOrder: Bool, isCompact: Bool = false
  ) -> hid_t {
    entered {
      let list = h5x_property_list(Int32(kind))
      h5x_creation_list_options(list, kind != H5X_DATASET, tracksOrder)
      if isCompact { H5Pset_layout(list, H5D_COMPACT) }
      return list
    }
  }
}

/// String types by length: a file holds thousands of short texts of few different lengths.
enum StringTypes {
  private static let known = Mutex<[hid_t]>(Array(repeating: -1, count: 256))

  /// A UTF-8 string type of a fixed length (at least 1), padded with NUL. The owner is nil for a kept type.
  static func fixed(_ length: Int) -> (id: hid_t, owner: Handle?) {
    let length = max(length, 1)
    guard length < 256 else {
      let id = make(length)
      return (id, Handle(id))
    }
    let id = known.withLock { known in
      if known[length] < 0 { known[length] = make(length) }
      return known[length]
    }
    return (id, nil)
  }

  static let variable: hid_t = make(nil)

  private static func make(_ length: Int?) -> hid_t {
    h5x_enter()
    let type = H5Tcopy(h5x_c_string())
    H5Tset_size(type, length ?? h5x_variable_size())
    H5Tset_cset(type, H5T_CSET_UTF8)
    H5Tset_strpad(type, length == nil ? H5T_STR_NULLTERM : H5T_STR_NULLPAD)
    return type
  }
}

extension String {
  fileprivate var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
