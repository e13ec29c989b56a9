import CHDF5
import HDF5Shims

/// An open HDF5 file. Files opened for reading are never locked, changed or touched.
///
/// The file is closed when the last value that stems from it is gone; `close()` reports what goes wrong then,
/// which matters for files that were written.
public struct File: Sendable {
  let handle: Handle
  let context: FileContext
  /// The length of the foreign bytes before the HDF5 content; 0 for most files.
  public let userBlockSize: Int
  /// True when the writer did not close the file (or still writes): what it had flushed is read.
  public let wasLeftOpenForWriting: Bool

  /// The path as given to `open` or `create`, or the name of a file in memory.
  public var path: String { context.path }

  /// The group at the top.
  public var root: Group { Group(handle: handle, file: context, path: "/") }

  init(handle: Handle, context: FileContext, wasLeftOpenForWriting: Bool = false) {
    self.handle = handle
    self.context = context
    self.wasLeftOpenForWriting = wasLeftOpenForWriting
    var size: hsize_t = 0
    let list = Handle(H5Fget_create_plist(handle.id))
    userBlockSize = H5Pget_userblock(list.id, &size) >= 0 ? Int(clamping: size) : 0
  }

  /// True when bytes from the beginning of a file show the HDF5 signature at one of the places where it may lie.
  public static func isHDF5(head: Span<UInt8>) -> Bool { FileSignature.offset(inHead: head) != nil }

  /// True when bytes from the beginning of a file show the HDF5 signature at one of the places where it may lie.
  public static func isHDF5(head: [UInt8]) -> Bool { isHDF5(head: head.span) }

  /// Opens a file for reading, without locks. Throws `notFound`, `permissionDenied`, `notHDF5`, `truncated`.
  public static func open(_ path: String) throws(HDF5Error) -> File {
    let place = Place(FileContext(path: path))
    try requireName(path, "opening a file", place)
    guard !h5x_is_special_file(path) else {
      throw HDF5Error(.notHDF5, "opening a file", at: place, detail: "not a regular file")
    }
    return try open(place.file, access: SharedIDs.readAccess)
  }

  /// Opens a file whose bytes are in memory, for instance after decompression; `name` appears in errors.
  public static func open(bytes: [UInt8], named name: String) throws(HDF5Error) -> File {
    let context = FileContext(path: name, isInMemory: true)
    guard isHDF5(head: bytes) else { throw HDF5Error(.notHDF5, "opening a file image", at: Place(context)) }
    let access = try memoryAccess(context)
    var bytes = bytes
    try checked("opening a file image", Place(context)) {
      bytes.withUnsafeMutableBytes { H5Pset_file_image(access.id, $0.baseAddress, $0.count) }
    }
    return try open(context, access: access.id)
  }

  private static func open(_ context: FileContext, access: hid_t) throws(HDF5Error) -> File {
    try requireThreadSafety(Place(context))
    let first = Result { () throws(HDF5Error) -> Handle in
      try owned("opening a file", Place(context)) { H5Fopen(context.libraryName, readOnlyFlag, access) }
    }
    switch first {
    case .success(let handle): return File(handle: handle, context: context)
    case .failure(let error):
      guard error.frames.contains(where: isOpenMark) else { throw error }
      let tolerant = try owned("opening a file", Place(context)) { H5Pcopy(access) }
      try checked("opening a file", Place(context)) { h5x_ignore_open_mark(tolerant.id) }
      let handle = try owned("opening a file", Place(context)) {
        H5Fopen(context.libraryName, readOnlyFlag, tolerant.id)
      }
      return File(handle: handle, context: context, wasLeftOpenForWriting: true)
    }
  }

  /// Values of this library are used from any thread; libhdf5 must have been built for that, as Debian's is.
  static func requireThreadSafety(_ place: Place) throws(HDF5Error) {
    var isSafe: hbool_t = false
    h5x_enter()
    guard H5is_library_threadsafe(&isSafe) >= 0, isSafe else {
      throw HDF5Error(.other, "opening a file", at: place, detail: "this libhdf5 is not built to be thread-safe")
    }
  }

  private static func isOpenMark(_ frame: String) -> Bool {
    frame.contains("already open for write") || frame.contains("already open for SWMR")
  }

  /// An access list for a file in memory that is never written to disk.
  static func memoryAccess(_ context: FileContext) throws(HDF5Error) -> Handle {
    let access = try owned("opening a file in memory", Place(context)) { H5Pcopy(SharedIDs.writeAccess) }
    try checked("opening a file in memory", Place(context)) { H5Pset_fapl_core(access.id, 1 << 20, false) }
    try checked("opening a file in memory", Place(context)) { h5x_guard_heaps(access.id, true) }
    return access
  }

  /// Writes what is still in memory.
  public func flush() throws(HDF5Error) {
    try checked("flushing a file", Place(context)) { H5Fflush(handle.id, H5F_SCOPE_GLOBAL) }
  }

  /// Closes the file and reports what could not be written. Objects that are still held keep the file open for
  /// reading, but everything is written. Closing twice is harmless.
  public func close() throws(HDF5Error) {
    guard handle.markClosed() else { return }
    try checked("closing a file", Place(context)) { H5Fclose(handle.id) }
  }
}

// H5F_ACC_RDONLY and H5F_ACC_TRUNC, which hide calls in the C header.
let readOnlyFlag: UInt32 = 0
let truncateFlag: UInt32 = 2
