import Bytes
import CHDF5
import HDF5
import HDF5Shims
import Testing

@Suite struct ObjectTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  @Test("Links come in the order of creation where it is tracked, else by name")
  func linkOrder() throws {
    let file = try File.createInMemory()
    for (tracked, expected) in [(true, ["z", "a", "m"]), (false, ["a", "m", "z"])] {
      let group = try file.root.createGroup("tracked \(tracked)", tracksCreationOrder: tracked)
      for name in ["z", "a", "m"] { try group.createGroup(name) }
      #expect(try group.tracksCreationOrder() == tracked)
      #expect(try group.links().map(\.name) == expected)
    }
    let tracking = try File.createInMemory(options: FileOptions(tracksCreationOrder: true))
    for name in ["z", "a"] { try tracking.root.createGroup(name).createGroup("b") }
    #expect(try tracking.root.links().map(\.name) == ["z", "a"])
  }

  @Test("Links tell what they are and where they point")
  func linkKinds() throws {
    let file = try File.createInMemory()
    let group = try file.root.createGroup("entry")
    try group.createDataset("a", TypedArray([1.0]))
    try group.createSoftLink("b", to: "/entry/a")
    try group.createExternalLink("c", toFile: "other.h5", path: "/data")
    #expect(
      try group.links().map(\.kind) == [
        .hard, .soft(target: "/entry/a"), .external(file: "other.h5", path: "/data"),
      ])
    guard case .dataset(let dataset) = try group.open("b") else {
      Issue.record("the soft link leads to no dataset")
      return
    }
    #expect(try dataset.read().elements() == [1.0])
  }

  @Test("A broken soft link, a dangling external link and a missing name are told apart")
  func brokenLinks() throws {
    let file = try File.create(folder.file("links.h5"))
    let group = try file.root.createGroup("entry")
    try group.createSoftLink("soft", to: "/nowhere")
    try group.createSoftLink("loop", to: "/entry/loop")
    try group.createExternalLink("external", toFile: "gone.h5", path: "/data")
    let expected: [(String, HDF5Error.Kind)] = [
      ("entry/soft", .brokenLink(target: "/nowhere")), ("entry/soft/deeper", .brokenLink(target: "/nowhere")),
      ("/entry/loop", .brokenLink(target: "/entry/loop")),
      ("entry/external", .brokenLink(target: "gone.h5:/data")), ("entry/missing", .notFound), ("no/thing", .notFound),
    ]
    for (path, kind) in expected {
      let error = #expect(throws: HDF5Error.self) { try file.root.open(path) }
      #expect(error?.kind == kind, "\(path)")
    }
    #expect(try group.contains("soft"))
    #expect(try !group.contains("missing"))
  }

  @Test("An external link is followed, also while its file is locked by others")
  func externalLink() throws {
    let target = try File.create(folder.file("target.h5"))
    try target.root.createDataset("data", TypedArray([4.0]))
    try target.close()
    let lock = try #require(FileLock(folder.file("target.h5")))
    let source = try File.create(folder.file("source.h5"))
    try source.root.createExternalLink("link", toFile: "target.h5", path: "/data")
    try source.close()
    #expect(try File.open(folder.file("source.h5")).root.dataset("link").read().elements() == [4.0])
    lock.release()
  }

  @Test("An external link to a pipe is refused instead of waiting for a writer")
  func externalPipe() throws {
    #expect(makePipe(folder.file("pipe")))
    let file = try File.create(folder.file("source.h5"))
    try file.root.createExternalLink("relative", toFile: "pipe", path: "/data")
    try file.root.createExternalLink("absolute", toFile: folder.file("pipe"), path: "/data")
    #expect(throws: HDF5Error.self) { try file.root.open("relative") }
    #expect(throws: HDF5Error.self) { try file.root.open("absolute") }
    let error = #expect(throws: HDF5Error.self) { try File.open(folder.file("pipe")) }
    #expect(error?.kind == .notHDF5)
  }

  @Test("Hard links share an identity, so a cycle shows")
  func identity() throws {
    let file = try File.createInMemory()
    let group = try file.root.createGroup("a")
    let child = try group.createGroup("b")
    try child.createHardLink("up", to: "/a")
    let data = try child.createDataset("data", TypedArray([1.0]))
    try file.root.createHardLink("alias", to: "/a/b/data")
    #expect(try file.root.group("a/b/up").identity() == group.identity())
    #expect(try file.root.dataset("alias").identity() == data.identity())
    #expect(try child.identity() != group.identity())
    #expect(try file.root.open("/").identity() == file.root.identity())
  }

  @Test("Fifteen hundred nested groups are walked without recursion")
  func deep() throws {
    let file = try File.createInMemory()
    var group = file.root
    for _ in 0..<1500 { group = try group.createGroup("g") }
    let image = try file.image()
    let read = try File.open(bytes: image, named: "deep")
    var depth = 0
    var current = read.root
    while let link = try current.links().first {
      guard case .group(let next) = try current.open(link) else { break }
      current = next
      depth += 1
    }
    #expect(depth == 1500)
    #expect(try read.root.group(current.path).path == current.path)
  }

  @Test("A link name that is no UTF-8 is repaired, says so, and still opens")
  func oddLinkName() throws {
    let raw = RawFile(folder.file("names.h5"))
    let name = [CChar(bitPattern: 0xC5), 0x31, 0]
    H5Gclose(H5Gcreate2(raw.id, name, 0, 0, 0))
    raw.close()
    let root = try File.open(folder.file("names.h5")).root
    let link = try #require(try root.links().first)
    #expect(link.name == "Å1" && link.isNameRepaired)
    guard case .group(let group) = try root.open(link) else {
      Issue.record("not a group")
      return
    }
    #expect(group.path == "/Å1")
    #expect(throws: HDF5Error.self) { try root.open("Å1") }
  }

  @Test("A taken name, an empty name and a name with NUL are refused")
  func names() throws {
    let file = try File.createInMemory()
    try file.root.createGroup("a")
    let error = #expect(throws: HDF5Error.self) { try file.root.createGroup("a") }
    #expect(error?.kind == .exists)
    let dataset = #expect(throws: HDF5Error.self) { try file.root.createDataset("a", text: "x") }
    #expect(dataset?.kind == .exists)
    for name in ["", "x\0y"] {
      let error = #expect(throws: HDF5Error.self) { try file.root.createGroup(name) }
      #expect(error?.kind == .invalidArgument)
      #expect(throws: HDF5Error.self) { try file.root.open(name) }
      #expect(try !file.root.contains(name))
    }
  }

  @Test("Asking for a group where a dataset is, or the other way round, is a type mismatch")
  func wrongKind() throws {
    let file = try File.createInMemory()
    try file.root.createGroup("group")
    try file.root.createDataset("dataset", text: "x")
    let one = #expect(throws: HDF5Error.self) { try file.root.group("dataset") }
    let other = #expect(throws: HDF5Error.self) { try file.root.dataset("group") }
    #expect(one?.kind == .typeMismatch && other?.kind == .typeMismatch)
  }

  @Test("Names beyond ASCII are stored as UTF-8, for groups, datasets and attributes")
  func unicodeNames() throws {
    let file = try File.createInMemory()
    let group = try file.root.createGroup("Kβ emission")
    try group.createDataset("µ(E)", TypedArray([1.0])).attributes.write("Einheit_Å", text: "Å⁻¹")
    let read = try File.open(bytes: try file.image(), named: "image")
    let dataset = try read.root.dataset("Kβ emission/µ(E)")
    #expect(try read.root.group("Kβ emission").links().map(\.name) == ["µ(E)"])
    #expect(try dataset.attributes.names() == ["Einheit_Å"])
    #expect(try dataset.attributes.read("Einheit_Å").value?.singleText == "Å⁻¹")
  }

  @Test("A named datatype opens as one")
  func namedDatatype() throws {
    let raw = RawFile(folder.file("type.h5"))
    let type = H5Tcopy(h5x_native_integer(4, true))
    H5Tcommit2(raw.id, "counts", type, 0, 0, 0)
    H5Tclose(type)
    raw.close()
    let object = try File.open(folder.file("type.h5")).root.open("counts")
    guard case .namedDatatype(let named) = object else {
      Issue.record("not a named datatype")
      return
    }
    #expect(named.datatype.elementType == .int32)
    #expect(try named.attributes.names() == [])
  }

  @Test("A group of twenty thousand links is listed in order")
  func wide() throws {
    let file = try File.createInMemory(options: FileOptions(tracksCreationOrder: true))
    let group = try file.root.createGroup("wide")
    for index in 0..<20_000 { try group.createSoftLink("\(19_999 - index)", to: "/x") }
    let links = try group.links()
    #expect(links.count == 20_000)
    #expect(links.first?.name == "19999" && links.last?.name == "0")
  }
}
