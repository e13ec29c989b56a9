// The walk: hard links first, each object opened once; then the links that name a path.
import CHDF5
import HDF5Shims

extension Survey {
  /// The most objects that a walk looks at.
  public static let objectLimit = 2_000_000

  /// Looks at everything in a file but its arrays. What cannot be opened or read becomes a problem of its link or
  /// object; throws only when the root itself cannot be opened. A link that `links` does not allow is such a problem, of
  /// the kind `notFollowed`.
  public init(
    of file: File, following links: ExternalLinks = ExternalLinks(), objectLimit: Int = Self.objectLimit
  ) throws(HDF5Error) {
    let walk = SurveyWalk(file: file, links: links, objectLimit: objectLimit)
    try walk.run()
    self = walk.survey
  }
}

/// The state of a walk.
private final class SurveyWalk {
  var survey: Survey
  private let context: FileContext
  private let objectLimit: Int
  private var known: [ObjectIdentity: Int] = [:]
  /// Groups whose links are still to be listed, the next one last, each with an id when opening by address will not do.
  private var pending: [(object: Int, handle: Handle?)] = []
  /// Links that name a path: resolved when all hard links are known.
  private var indirect: [Int] = []
  private let reader = SmallReader()
  private let mainFile: UInt
  private let opening: LinkOpening

  init(file: File, links: ExternalLinks, objectLimit: Int) {
    survey = Survey(file: file)
    context = file.context
    self.objectLimit = objectLimit
    var info = h5x_object()
    h5x_enter()
    mainFile = h5x_object_info(file.handle.id, &info) >= 0 ? UInt(info.file_number) : 0
    opening = LinkOpening(links, beside: file.path, numbered: mainFile)
  }

  func run() throws(HDF5Error) {
    let root = try owned("opening the root group", Place(context, name: "/")) {
      H5Oopen(survey.file.handle.id, "/", SharedIDs.linkAccess)
    }
    guard meet(root.id, by: -1) != nil else { throw failure("opening the root group", Place(context, name: "/")) }
    expandPending()
    var next = 0
    // External links bring groups with further links, so the list grows while it is worked through.
    while next < indirect.count {
      follow(indirect[next])
      expandPending()
      next += 1
    }
  }

  /// The number of an open object; new ones are looked at. Nil when the library cannot say what it is.
  private func meet(_ id: hid_t, by link: Int, keeping handle: Handle? = nil) -> Int? {
    var examined = h5x_examined()
    guard h5x_examine(id, &examined) >= 0 else { return nil }
    let identity = ObjectIdentity(
      fileNumber: UInt(examined.object.file_number), address: UInt64(examined.object.address))
    if let number = known[identity] { return number }
    let number = survey.objects.count
    known[identity] = number
    let depth = link < 0 ? 0 : survey.objects[survey.links[link].parent].depth + 1
    let kind: Survey.Kind =
      examined.kind == Int32(H5X_IS_GROUP) ? .group : examined.kind == Int32(H5X_IS_DATASET) ? .dataset : .other
    survey.objects.append(Survey.Object(identity: identity, kind: kind, home: link, depth: depth))
    if examined.attribute_count > 0 { readAttributes(of: id, Int(examined.attribute_count), number) }
    if kind == .dataset { readDataset(id, number) }
    if kind == .group { pending.append((number, identity.fileNumber == mainFile ? nil : handle)) }
    return number
  }

  // MARK: Links

  private func expandPending() {
    while let (number, handle) = pending.popLast() {
      guard survey.objects.count < objectLimit else {
        survey.reachedLimit = objectLimit
        return
      }
      let address = haddr_t(survey.objects[number].identity.address)
      expand(number, handle ?? Handle(H5Oopen_by_addr(survey.file.handle.id, address)))
    }
  }

  /// Lists the links of a group and looks at what its hard links hold.
  private func expand(_ number: Int, _ group: Handle) {
    let first = survey.links.count
    var listing = Listing(parent: number)
    let status = withUnsafeMutablePointer(to: &listing) { h5x_visit_addresses(group.id, Self.list, $0) }
    survey.links += listing.links
    let range = first..<survey.links.count
    survey.objects[number].links = range
    if status < 0 { survey.objects[number].problem = problem("listing a group", object: number) }
    for link in range {
      switch survey.links[link].kind {
      case .hard: survey.links[link].object = openHard(link, listing.addresses[link - first], group)
      case .soft, .external: indirect.append(link)
      case .other: continue
      }
    }
  }

  private struct Listing {
    let parent: Int
    var links: [Survey.Link] = []
    var addresses: [haddr_t] = []
  }

  private static let list: h5x_address_visitor = { name, kind, address, target, size, context in
    guard let name, let context else { return -1 }
    let listing = context.assumingMemoryBound(to: Listing.self)
    let link = HDF5.Link(name: name, kind: kind, target: UnsafeRawBufferPointer(start: target, count: size))
    listing.pointee.links.append(
      Survey.Link(
        name: link.name, isNameRepaired: link.isNameRepaired, kind: link.kind, parent: listing.pointee.parent))
    listing.pointee.addresses.append(address)
    return 0
  }

  private func openHard(_ link: Int, _ address: haddr_t, _ group: Handle) -> Int {
    let isMain = survey.objects[survey.links[link].parent].identity.fileNumber == mainFile
    if isMain, let number = known[ObjectIdentity(fileNumber: mainFile, address: UInt64(address))] { return number }
    guard survey.objects.count < objectLimit else {
      survey.reachedLimit = objectLimit
      return -1
    }
    let id = H5Oopen_by_addr(group.id, address)
    guard id >= 0 else {
      survey.links[link].problem = problem("opening an object", link: link)
      return -1
    }
    if isMain {
      defer { H5Oclose(id) }
      return meet(id, by: link) ?? -1
    }
    let handle = Handle(id)
    return meet(id, by: link, keeping: handle) ?? -1
  }

  /// Opens what a soft or external link leads to.
  private func follow(_ link: Int) {
    let parent = survey.links[link].parent
    // All hard links are known: most soft links are settled without asking the library.
    if case .soft(let target) = survey.links[link].kind, survey.objects[parent].identity.fileNumber == mainFile,
      let object = survey.object(at: target, from: parent)
    {
      survey.links[link].object = object
      return
    }
    guard survey.objects[parent].depth < Self.depthLimit else {
      return refuse(link, .groups(limit: Self.depthLimit))
    }
    let group = Handle(H5Oopen(survey.file.handle.id, survey.path(of: parent), SharedIDs.linkAccess))
    let name = survey.links[link].name
    let found = opening.open(name, in: group, from: survey.objects[parent].identity.fileNumber)
    if found.id >= 0 {
      let object = meet(found.id, by: link, keeping: found)
      if let object { opening.arrived(in: survey.objects[object].identity.fileNumber) }
      survey.links[link].object = object ?? -1
      return
    }
    if let refusal = opening.refusal { return refuse(link, refusal) }
    // Once more, to hear at which step of the path it fails.
    do throws(HDF5Error) {
      _ = try Group(handle: group, file: context, path: survey.path(of: parent)).open(name)
    } catch {
      survey.links[link].problem = survey.problems.count
      survey.problems.append(error)
    }
  }

  private func refuse(_ link: Int, _ refusal: ExternalLinks.Refusal) {
    let place = Place(context, name: survey.path(ofLink: link))
    survey.links[link].problem = survey.problems.count
    survey.problems.append(HDF5Error(.notFollowed(refusal), "opening an object", at: place))
  }

  /// Indirect links are not followed from groups deeper than this: each file could name the next for ever.
  private static let depthLimit = 64

  private func problem(_ operation: StaticString, link: Int) -> Int {
    survey.problems.append(failure(operation, Place(context, name: survey.path(ofLink: link))))
    return survey.problems.count - 1
  }

  private func problem(_ operation: StaticString, object: Int) -> Int {
    survey.problems.append(failure(operation, Place(context, name: survey.path(of: object))))
    return survey.problems.count - 1
  }

  // MARK: Content

  private func readAttributes(of id: hid_t, _ count: Int, _ number: Int) {
    var names: [String] = []
    names.reserveCapacity(count)
    let status = withUnsafeMutablePointer(to: &names) {
      H5Aiterate2(id, H5_INDEX_NAME, H5_ITER_INC, nil, Self.name, $0)
    }
    if status < 0 { survey.objects[number].problem = problem("listing attributes", object: number) }
    var attributes: [Survey.Attribute] = []
    attributes.reserveCapacity(names.count)
    for name in names {
      do throws(HDF5Error) {
        attributes.append(try readAttribute(name, of: id, number))
      } catch {
        guard survey.objects[number].problem < 0 else { continue }
        survey.objects[number].problem = survey.problems.count
        survey.problems.append(error)
      }
    }
    survey.objects[number].attributes = attributes
  }

  private static let name: H5A_operator2_t = { _, name, _, context in
    guard let name, let context else { return -1 }
    let bytes = UnsafeRawBufferPointer(start: name, count: cStringLength(name))
    context.assumingMemoryBound(to: [String].self).pointee.append(StoredText.decoded(bytes).string)
    return 0
  }

  private func readAttribute(_ name: String, of id: hid_t, _ number: Int) throws(HDF5Error) -> Survey.Attribute {
    // Asked at once: closing what is open makes the library forget why it failed.
    func refusal() -> HDF5Error {
      failure("reading an attribute", Place(context, name: survey.path(of: number)).attribute(name))
    }
    var attribute = H5Aopen(id, name, defaultList)
    if attribute < 0 {
      let raw = name.unicodeScalars.map { CChar(truncatingIfNeeded: $0.value) } + [0]
      attribute = H5Aopen(id, raw, defaultList)
    }
    guard attribute >= 0 else { throw refusal() }
    defer { H5Aclose(attribute) }
    let type = H5Aget_type(attribute)
    let space = H5Aget_space(attribute)
    defer {
      H5Tclose(type)
      H5Sclose(space)
    }
    guard let elements = Self.elements(type, space) else { throw refusal() }
    let summary = ElementSummary(elements)
    let value = reader.value(elements, summary, type: type, space: space) { H5Aread(attribute, $0, $1) }
    guard let value else { throw refusal() }
    return Survey.Attribute(
      name: name, type: summary, shape: elements.shape, isNull: elements.rank < 0, value: value)
  }

  private static func elements(_ type: hid_t, _ space: hid_t) -> h5x_elements? {
    var elements = h5x_elements()
    guard type >= 0, space >= 0, h5x_describe_elements(type, space, &elements) >= 0 else { return nil }
    return elements
  }

  private func readDataset(_ id: hid_t, _ number: Int) {
    let type = H5Dget_type(id)
    let space = H5Dget_space(id)
    defer {
      H5Tclose(type)
      H5Sclose(space)
    }
    guard let elements = Self.elements(type, space) else {
      survey.objects[number].problem = problem("opening a dataset", object: number)
      return
    }
    let summary = ElementSummary(elements)
    survey.objects[number].type = summary
    survey.objects[number].shape = elements.shape
    survey.objects[number].isNull = elements.rank < 0
    survey.objects[number].storedByteCount = Int(clamping: H5Dget_storage_size(id))
    survey.objects[number].isContiguous = H5Dget_offset(id) != haddr_t.max
    guard summary.kind == .text, elements.rank >= 0, let count = SmallReader.count(elements) else { return }
    // The library reads beyond its buffer when a damaged shape asks for more than is stored.
    guard survey.objects[number].storedByteCount >= count * summary.width, elements.rank == 0 else { return }
    survey.objects[number].text = reader.value(elements, summary, type: type, space: space) {
      H5Dread(id, $0, wholeSpace, wholeSpace, SharedIDs.shortTextTransfer, $1)
    }
    if survey.objects[number].text == nil {
      survey.objects[number].problem = problem("reading a dataset", object: number)
    }
  }
}
