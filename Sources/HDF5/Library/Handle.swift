// One library id, owned: every other type here is a plain struct around it.
import CHDF5
import HDF5Shims
import Synchronization

/// Owns one id and gives it back when the last user is gone.
final class Handle: Sendable {
  let id: hid_t
  private let isClosed = Atomic<Bool>(false)

  init(_ id: hid_t) { self.id = id }

  deinit {
    guard id >= 0, !isClosed.load(ordering: .relaxed) else { return }
    h5x_enter()
    H5Idec_ref(id)
  }

  /// Marks the id as given back. False when it was given back before.
  func markClosed() -> Bool { !isClosed.exchange(true, ordering: .acquiringAndReleasing) }
}

/// Where an object lies: for errors, and for naming its children. The path is put together only when asked for.
struct Place: Sendable {
  let file: FileContext
  let parent: String
  let name: String

  init(_ file: FileContext, parent: String = "", name: String = "") {
    self.file = file
    self.parent = parent
    self.name = name
  }

  var path: String {
    if name.isEmpty || name.hasPrefix("/") { return name.isEmpty ? parent : name }
    return parent.hasSuffix("/") ? parent + name : "\(parent)/\(name)"
  }

  func attribute(_ name: String) -> Place { Place(file, name: "\(path)@\(name)") }
}

/// What all objects of an open file share.
final class FileContext: Sendable {
  let path: String
  /// The name that the library knows the file by: in memory, equal names would be one file.
  let libraryName: String
  let tracksCreationOrder: Bool

  private static let filesInMemory = Atomic<Int>(0)

  init(path: String, isInMemory: Bool = false, tracksCreationOrder: Bool = false) {
    self.path = path
    libraryName =
      isInMemory ? "\(path)#\(Self.filesInMemory.add(1, ordering: .relaxed).newValue)" : path
    self.tracksCreationOrder = tracksCreationOrder
  }
}

/// Runs one library call; a negative result becomes an error with the library's stack.
@discardableResult
@inline(__always)
func checked<Status: SignedInteger>(
  _ operation: StaticString, _ place: @autoclosure () -> Place, _ call: () -> Status
) throws(HDF5Error) -> Status {
  h5x_enter()
  let status = call()
  guard status >= 0 else { throw failure(operation, place()) }
  return status
}

/// As `checked`, for calls whose result is an id to be given back.
@inline(__always)
func owned(
  _ operation: StaticString, _ place: @autoclosure () -> Place, _ call: () -> hid_t
) throws(HDF5Error) -> Handle {
  Handle(try checked(operation, place(), call))
}

/// The error of the call that has just failed on this thread.
func failure(_ operation: StaticString, _ place: Place) -> HDF5Error {
  let frames = ErrorStack.frames()
  return HDF5Error(ErrorStack.kind(of: frames), operation.description, at: place, frames: frames)
}

/// A name that the C interface takes whole: not empty, without NUL.
func requireName(_ name: String, _ operation: StaticString, _ place: @autoclosure () -> Place) throws(HDF5Error) {
  guard !name.isEmpty, !name.utf8.contains(0) else {
    throw HDF5Error(
      .invalidArgument, operation.description, at: place(), detail: "a name must not be empty or contain NUL")
  }
}
