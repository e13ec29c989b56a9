import Bytes
import CHDF5
import HDF5
import HDF5Shims
import Testing

@Suite struct AttributeTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  @Test("Names come in the order of creation where it is tracked, else by name")
  func order() throws {
    for (tracked, expected) in [(true, ["units", "axes", "long_name"]), (false, ["axes", "long_name", "units"])] {
      let file = try File.createInMemory(options: FileOptions(tracksCreationOrder: tracked))
      let dataset = try file.root.createDataset("energy", TypedArray([1.0]))
      let group = try file.root.createGroup("group")
      for attributes in [dataset.attributes, group.attributes, file.root.attributes] {
        try attributes.write("units", text: "eV")
        try attributes.write("axes", TypedArray(["x", "y"]))
        try attributes.write("long_name", text: "incident energy")
        #expect(try attributes.names() == expected)
      }
    }
  }

  @Test("Writing a name again replaces value and type")
  func replace() throws {
    let file = try File.createInMemory()
    try file.root.attributes.write("a", number: Int32(5))
    try file.root.attributes.write("a", text: "now text")
    #expect(try file.root.attributes.read("a").value?.singleText == "now text")
    #expect(try file.root.attributes.names() == ["a"])
    try file.root.attributes.remove("a")
    #expect(try file.root.attributes.readIfPresent("a") == nil)
  }

  @Test("A missing attribute is said to be missing, with its place")
  func missing() throws {
    let file = try File.createInMemory(named: "some.h5")
    let group = try file.root.createGroup("entry")
    let error = #expect(throws: HDF5Error.self) { try group.attributes.read("title") }
    #expect(error?.kind == .notFound)
    #expect(error?.path == "/entry@title")
    #expect(error?.file == "some.h5")
    #expect(throws: HDF5Error.self) { try group.attributes.write("", text: "x") }
    #expect(throws: HDF5Error.self) { try group.attributes.write("a\0b", text: "x") }
  }

  @Test("An attribute beyond 64 KiB needs a file that tracks creation order, and says so")
  func large() throws {
    let array = TypedArray([Double](repeating: 2.5, count: 20_000))
    let plain = try File.createInMemory()
    let error = #expect(throws: HDF5Error.self) { try plain.root.createGroup("g").attributes.write("big", array) }
    guard case .tooLarge(bytes: 160_000, _) = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    let tracked = try File.createInMemory(options: FileOptions(tracksCreationOrder: true))
    let group = try tracked.root.createGroup("g")
    try group.attributes.write("big", array)
    #expect(try group.attributes.read("big").value == array)
  }

  @Test("A text attribute of nearly 64 KiB is read whole, and its encoding told")
  func longText() throws {
    let raw = RawFile(folder.file("huge.h5"))
    let type = RawFile.string(60_000, H5T_CSET_ASCII, H5T_STR_NULLPAD)
    raw.attribute("ok", on: ".", type: type, space: H5Screate(H5S_SCALAR), bytes: Array(repeating: 0x61, count: 60_000))
    raw.close()
    let value = try File.open(folder.file("huge.h5")).root.attributes.read("ok")
    #expect(value.value?.singleText?.utf8.count == 60_000)
    #expect(value.encoding == .ascii)
  }

  @Test("Texts of variable length and Latin-1 texts are read, and the encoding is told")
  func encodings() throws {
    let raw = RawFile(folder.file("text.h5"))
    let variable = H5Tcopy(h5x_c_string())
    H5Tset_size(variable, h5x_variable_size())
    "Röntgen".withCString { pointer in
      let bytes = withUnsafeBytes(of: pointer) { Array($0) }
      raw.attribute("variable", on: ".", type: variable, space: H5Screate(H5S_SCALAR), bytes: bytes)
    }
    let fixed = RawFile.string(3, H5T_CSET_ASCII, H5T_STR_NULLTERM)
    raw.attribute("latin", on: ".", type: fixed, space: H5Screate(H5S_SCALAR), bytes: [0xB5, 0x6D, 0])
    raw.close()
    let attributes = try File.open(folder.file("text.h5")).root.attributes
    let text = try attributes.read("variable")
    #expect(text.value?.singleText == "Röntgen" && text.encoding == .utf8)
    let latin = try attributes.read("latin")
    #expect(latin.value?.singleText == "µm" && latin.encoding == .latin1)
  }

  @Test("An attribute of a type without a counterpart has a description and no value")
  func described() throws {
    let raw = RawFile(folder.file("reference.h5"))
    var reference = [UInt8](repeating: 0, count: 8)
    H5Rcreate(&reference, raw.id, ".", H5R_OBJECT, -1)
    raw.attribute("ref", on: ".", type: h5x_object_reference(), space: H5Screate(H5S_SCALAR), bytes: reference)
    raw.close()
    let value = try File.open(folder.file("reference.h5")).root.attributes.read("ref")
    #expect(value.datatype == .reference(.object) && value.value == nil)
  }

  @Test("An attribute name that is no UTF-8 is repaired and still opens")
  func oddName() throws {
    let raw = RawFile(folder.file("name.h5"))
    let attribute = H5Acreate2(
      raw.id, [CChar(bitPattern: 0xB5), 0x6D, 0], h5x_native_integer(1, false), H5Screate(H5S_SCALAR), 0, 0)
    H5Awrite(attribute, h5x_native_integer(1, false), [UInt8(3)])
    H5Aclose(attribute)
    raw.close()
    let attributes = try File.open(folder.file("name.h5")).root.attributes
    #expect(try attributes.names() == ["µm"])
    #expect(try attributes.read("µm").value == TypedArray(scalar: UInt8(3)))
  }
}
