import CHDF5
import HDF5Shims

/// How a new file is laid out.
public struct FileOptions: Sendable, Hashable {
  /// Links and attributes are listed in the order in which they were made; groups and datasets inherit it.
  public var tracksCreationOrder: Bool
  /// Room for foreign bytes at the beginning: 0, or a power of two from 512 on.
  public var userBlockSize: Int

  public init(tracksCreationOrder: Bool = false, userBlockSize: Int = 0) {
    self.tracksCreationOrder = tracksCreationOrder
    self.userBlockSize = userBlockSize
  }
}

extension File {
  /// Creates a file, replacing one that exists. The layout is the oldest that can hold the content (readable by
  /// every HDF5 since 1.8), and equal content gives equal bytes: no times are stored.
  public static func create(_ path: String, options: FileOptions = .init()) throws(HDF5Error) -> File {
    let context = FileContext(path: path, tracksCreationOrder: options.tracksCreationOrder)
    try requireName(path, "creating a file", Place(context))
    return try create(context, options, access: SharedIDs.writeAccess)
  }

  /// Creates a file in memory; `image()` gives its bytes.
  public static func createInMemory(
    named name: String = "memory", options: FileOptions = .init()
  ) throws(HDF5Error) -> File {
    let context = FileContext(
      path: name, isInMemory: true, tracksCreationOrder: options.tracksCreationOrder)
    let access = try memoryAccess(context)
    return try create(context, options, access: access.id)
  }

  private static func create(
    _ context: FileContext, _ options: FileOptions, access: hid_t
  ) throws(HDF5Error) -> File {
    try requireThreadSafety(Place(context))
    let creation = Handle(SharedIDs.creation(H5X_FILE, tracksOrder: options.tracksCreationOrder))
    if options.userBlockSize != 0 {
      guard let size = hsize_t(exactly: options.userBlockSize) else {
        throw HDF5Error(.invalidArgument, "creating a file", at: Place(context), detail: "negative user block")
      }
      try checked("creating a file", Place(context)) { H5Pset_userblock(creation.id, size) }
    }
    let handle = try owned("creating a file", Place(context)) {
      H5Fcreate(context.libraryName, truncateFlag, creation.id, access)
    }
    return File(handle: handle, context: context)
  }

  /// The bytes that the file has, or would have, on disk. The content is flushed first.
  public func image() throws(HDF5Error) -> [UInt8] {
    try flush()
    let size = try checked("taking a file image", Place(context)) { H5Fget_file_image(handle.id, nil, 0) }
    var bytes = [UInt8](repeating: 0, count: size)
    try checked("taking a file image", Place(context)) {
      bytes.withUnsafeMutableBytes { H5Fget_file_image(handle.id, $0.baseAddress, size) }
    }
    return bytes
  }
}
