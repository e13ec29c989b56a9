import CHDF5
import HDF5Shims

/// A group: named links to other objects.
public struct Group: Sendable {
  let handle: Handle
  let file: FileContext
  /// The path from the root, as it was walked.
  public let path: String

  var place: Place { Place(file, name: path) }

  func place(of name: String) -> Place { Place(file, parent: path, name: name) }

  /// The attributes of the object.
  public var attributes: Attributes { Attributes(handle: handle, place: place) }

  /// What the group is, whatever path led to it; tells cycles of hard links.
  public func identity() throws(HDF5Error) -> ObjectIdentity { try HDF5.identity(of: handle, at: place) }

  /// True when the group knows the order in which its links were made.
  public func tracksCreationOrder() throws(HDF5Error) -> Bool {
    let group = try owned("reading group settings", place) { H5Gopen2(handle.id, ".", defaultList) }
    let list = try owned("reading group settings", place) { H5Gget_create_plist(group.id) }
    var flags: UInt32 = 0
    try checked("reading group settings", place) { H5Pget_link_creation_order(list.id, &flags) }
    return flags & UInt32(H5P_CRT_ORDER_TRACKED) != 0
  }

  /// The links in the order of creation where the group knows it, else by name (byte order).
  public func links() throws(HDF5Error) -> [Link] {
    let inCreationOrder = try tracksCreationOrder()
    var links: [Link] = []
    try checked("listing a group", place) {
      withUnsafeMutablePointer(to: &links) { h5x_visit_links(handle.id, inCreationOrder, Self.appendLink, $0) }
    }
    return links
  }

  private static let appendLink: h5x_link_visitor = { name, kind, target, size, context in
    guard let name, let context else { return -1 }
    let target = UnsafeRawBufferPointer(start: target, count: target == nil ? 0 : size)
    context.assumingMemoryBound(to: [Link].self).pointee.append(Link(name: name, kind: kind, target: target))
    return 0
  }

  /// True when a link of this name is there, wherever it leads.
  public func contains(_ name: String) throws(HDF5Error) -> Bool {
    guard !name.isEmpty, !name.utf8.contains(0) else { return false }
    return try checked("looking for a link", place(of: name)) {
      H5Lexists(handle.id, name, SharedIDs.linkAccess)
    } > 0
  }

  /// Opens what a path, relative to this group or from the root, leads to. Throws `notFound` or `brokenLink`.
  public func open(_ path: String) throws(HDF5Error) -> Object {
    let place = place(of: path)
    try requireName(path, "opening an object", place)
    h5x_enter()
    let id = H5Oopen(handle.id, path, SharedIDs.linkAccess)
    guard id >= 0 else { throw explained(failure("opening an object", place), path) }
    return try object(Handle(id), at: place)
  }

  /// Opens what a link of this group leads to, also where its name is no valid text.
  public func open(_ link: Link) throws(HDF5Error) -> Object {
    guard let raw = link.rawName else { return try open(link.name) }
    let place = place(of: link.name)
    let name = raw.map { CChar(bitPattern: $0) } + [0]
    return try object(
      try owned("opening an object", place) { H5Oopen(handle.id, name, SharedIDs.linkAccess) }, at: place)
  }

  /// Opens a group; throws `typeMismatch` when the path leads to something else.
  public func group(_ path: String) throws(HDF5Error) -> Group {
    guard case .group(let group) = try open(path) else { throw notA("group", path) }
    return group
  }

  /// Opens a dataset; throws `typeMismatch` when the path leads to something else.
  public func dataset(_ path: String) throws(HDF5Error) -> Dataset {
    guard case .dataset(let dataset) = try open(path) else { throw notA("dataset", path) }
    return dataset
  }

  private func notA(_ kind: String, _ path: String) -> HDF5Error {
    HDF5Error(.typeMismatch, "opening a \(kind)", at: place(of: path), detail: "the object is no \(kind)")
  }

  private func object(_ handle: Handle, at place: Place) throws(HDF5Error) -> Object {
    switch H5Iget_type(handle.id) {
    case H5I_GROUP: return .group(Group(handle: handle, file: file, path: place.path))
    case H5I_DATASET: return .dataset(try Dataset(opened: handle, at: place))
    case H5I_DATATYPE:
      return .namedDatatype(NamedDatatype(handle: handle, place: place, datatype: Datatype(stored: handle.id)))
    default: throw HDF5Error(.other, "opening an object", at: place, detail: "unknown kind of object")
    }
  }

  /// Finds the step of a path at which it breaks: a missing link, or a link that leads nowhere.
  private func explained(_ error: HDF5Error, _ path: String) -> HDF5Error {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for step in path.split(separator: "/") where step != "." {
      let parent = prefix.isEmpty ? "." : prefix
      prefix += (prefix.isEmpty || prefix == "/" ? "" : "/") + step
      if H5Lexists(handle.id, prefix, SharedIDs.linkAccess) <= 0 {
        return HDF5Error(.notFound, error.operation, at: place(of: path), detail: "no link \(step) in \(parent)")
      }
      if H5Oexists_by_name(handle.id, prefix, SharedIDs.linkAccess) > 0 { continue }
      guard let target = target(of: String(step), in: parent) else { break }
      return HDF5Error(.brokenLink(target: target), error.operation, at: place(of: path), frames: error.frames)
    }
    return error
  }

  private func target(of name: String, in parent: String) -> String? {
    let group = Handle(H5Gopen2(handle.id, parent, SharedIDs.linkAccess))
    guard group.id >= 0 else { return nil }
    let links = (try? Group(handle: group, file: file, path: parent).links()) ?? []
    switch links.first(where: { $0.name == name })?.kind {
    case .soft(let target): return target
    case .external(let file, let path): return "\(file):\(path)"
    default: return nil
    }
  }
}
