public import Bytes
import CHDF5
import HDF5Shims

/// A dataset: an array in a file, with its type and attributes.
public struct Dataset: Sendable {
  let handle: Handle
  let place: Place
  /// The type of the elements, as stored.
  public let datatype: Datatype
  /// The number of elements per dimension, and how far they may grow.
  public let dataspace: Dataspace

  /// The most bytes that one read gives unless the caller says otherwise: 4 GiB.
  public static let defaultByteLimit = 4 << 30

  init(opened handle: Handle, at place: Place) throws(HDF5Error) {
    self.handle = handle
    self.place = place
    let type = try owned("opening a dataset", place) { H5Dget_type(handle.id) }
    let space = try owned("opening a dataset", place) { H5Dget_space(handle.id) }
    datatype = Datatype(stored: type.id)
    dataspace = try Dataspace(space.id, "opening a dataset", place)
  }

  init(created handle: Handle, at place: Place, datatype: Datatype, dataspace: Dataspace) {
    self.handle = handle
    self.place = place
    self.datatype = datatype
    self.dataspace = dataspace
  }

  /// The path inside the file, as it was walked.
  public var path: String { place.path }
  /// The attributes of the object.
  public var attributes: Attributes { Attributes(handle: handle, place: place) }

  /// The length of each dimension, slowest first; empty for a scalar (and for a null dataspace, see `isNull`).
  public var shape: [Int] { dataspace.shape }
  /// True for a dataset that has no elements by nature; reading it throws.
  public var isNull: Bool { dataspace == .null }
  /// What the elements become in memory; nil for records, references and other types without a counterpart.
  public var elementType: ElementType? { datatype.elementType }

  /// What the dataset is, whatever path led to it.
  public func identity() throws(HDF5Error) -> ObjectIdentity { try HDF5.identity(of: handle, at: place) }

  /// The bytes that the data takes in the file, after compression; 0 when nothing was written.
  public var storedByteCount: Int {
    h5x_enter()
    return Int(clamping: H5Dget_storage_size(handle.id))
  }

  /// Changes the length of dimensions within the dataspace's `maxShape`; gives the dataset in its new shape.
  public func extend(to shape: [Int]) throws(HDF5Error) -> Dataset {
    guard shape.count == self.shape.count, shape.allSatisfy({ $0 >= 0 }) else {
      throw HDF5Error(.invalidArgument, "extending a dataset", at: place, detail: "bad shape \(shape)")
    }
    let lengths = shape.map { hsize_t($0) }
    try checked("extending a dataset", place) { H5Dset_extent(handle.id, lengths) }
    return try Dataset(opened: handle, at: place)
  }
}
