import HDF5Shims

/// What an object is, whatever path led to it: equal for all hard links to one object.
///
/// Valid as long as the file is open; a file that is opened twice has two numbers.
public struct ObjectIdentity: Sendable, Hashable {
  /// The number that the library gives to the open file.
  public let fileNumber: UInt
  /// Where the object begins in the file, in bytes.
  public let address: UInt64
}

func identity(of handle: Handle, at place: Place) throws(HDF5Error) -> ObjectIdentity {
  var info = h5x_object()
  try checked("identifying an object", place) { h5x_object_info(handle.id, &info) }
  return ObjectIdentity(fileNumber: UInt(info.file_number), address: UInt64(info.address))
}
