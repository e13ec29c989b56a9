import CHDF5
import HDF5Shims

extension Group {
  /// Makes a group. It tracks the order of its links and attributes as the file does, or as said here.
  /// Throws `exists` when the name is taken.
  @discardableResult
  public func createGroup(_ name: String, tracksCreationOrder: Bool? = nil) throws(HDF5Error) -> Group {
    try requireName(name, "creating a group", place(of: name))
    let list = SharedIDs.groupCreation(tracksOrder: tracksCreationOrder ?? file.tracksCreationOrder)
    let handle = try owned("creating a group", place(of: name)) {
      H5Gcreate2(self.handle.id, name, SharedIDs.linkCreation(name), list, defaultList)
    }
    return Group(handle: handle, file: file, path: place(of: name).path)
  }

  /// Gives an existing object of the same file a second name.
  public func createHardLink(_ name: String, to path: String) throws(HDF5Error) {
    try requireName(name, "creating a hard link", place(of: name))
    try requireName(path, "creating a hard link", place(of: path))
    try checked("creating a hard link", place(of: name)) {
      H5Lcreate_hard(handle.id, path, handle.id, name, SharedIDs.linkCreation(name), defaultList)
    }
  }

  /// Makes a link that holds a path in the same file; nothing needs to be there.
  public func createSoftLink(_ name: String, to path: String) throws(HDF5Error) {
    try requireName(name, "creating a soft link", place(of: name))
    try requireName(path, "creating a soft link", place(of: path))
    try checked("creating a soft link", place(of: name)) {
      H5Lcreate_soft(path, handle.id, name, SharedIDs.linkCreation(name), defaultList)
    }
  }

  /// Makes a link to an object in another file, found beside this one; nothing needs to be there.
  public func createExternalLink(_ name: String, toFile target: String, path: String) throws(HDF5Error) {
    try requireName(name, "creating an external link", place(of: name))
    try requireName(target, "creating an external link", place(of: name))
    try requireName(path, "creating an external link", place(of: name))
    try checked("creating an external link", place(of: name)) {
      H5Lcreate_external(target, path, handle.id, name, SharedIDs.linkCreation(name), defaultList)
    }
  }

  /// Removes a link; an object without links is gone when the file is closed.
  public func removeLink(_ name: String) throws(HDF5Error) {
    try requireName(name, "removing a link", place(of: name))
    try checked("removing a link", place(of: name)) { H5Ldelete(handle.id, name, defaultList) }
  }
}
