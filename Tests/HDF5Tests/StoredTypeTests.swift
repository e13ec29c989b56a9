import Bytes
import CHDF5
import Foundation
import HDF5
import HDF5Shims
import Testing

@Suite struct StoredTypeTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  /// Writes one dataset with the C interface and opens it with ours.
  private func stored(_ type: hid_t, _ shape: [UInt64], _ bytes: [UInt8]) throws -> Dataset {
    let path = folder.file("\(type).h5")
    let raw = RawFile(path)
    raw.dataset("data", type: type, shape: shape, bytes: bytes)
    raw.close()
    return try File.open(path).root.dataset("data")
  }

  @Test("Big-endian numbers arrive in machine order")
  func bigEndian() throws {
    let floats = try stored(
      RawFile.bigEndian(h5x_native_float(8)), [2], [0x40, 0xBB, 0xC8, 0, 0, 0, 0, 0, 0xBF, 0xF0, 0, 0, 0, 0, 0, 0])
    #expect(try floats.read().elements() == [7112.0, -1.0])
    guard case .float(let layout) = floats.datatype else {
      Issue.record("not a float")
      return
    }
    #expect(layout.order == .bigEndian && layout.isIEEE)
    let integers = try stored(RawFile.bigEndian(h5x_native_integer(2, true)), [2], [0x01, 0x02, 0xFF, 0xFE])
    #expect(try integers.read().elements() == [Int16(0x0102), -2])
  }

  @Test("Half floats widen to single floats")
  func halfFloats() throws {
    let dataset = try stored(RawFile.float16(), [3], [0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B])
    #expect(try dataset.read() == TypedArray([Float(1), -2, 65504]))
    guard case .float(let layout) = dataset.datatype else {
      Issue.record("not a float")
      return
    }
    #expect(layout.width == 2 && layout.isIEEE && layout.mantissaBits == 10)
  }

  @Test("Enumerations read as their integers and keep their names")
  func enumerations() throws {
    h5x_enter()
    let type = H5Tenum_create(RawFile.bigEndian(h5x_native_integer(2, true)))
    H5Tenum_insert(type, "open", [UInt8]([0x00, 0x01]))
    H5Tenum_insert(type, "closed", [UInt8]([0xFF, 0xFF]))
    let dataset = try stored(type, [3], [0, 1, 0xFF, 0xFF, 0, 1])
    #expect(try dataset.read() == TypedArray([Int16(1), -1, 1]))
    guard case .enumeration(_, let members) = dataset.datatype else {
      Issue.record("not an enumeration")
      return
    }
    #expect(members.map(\.name) == ["open", "closed"])
    #expect(members.map(\.value) == [1, -1])
  }

  @Test("Bit fields read as unsigned integers")
  func bitfields() throws {
    let dataset = try stored(h5x_native_bitfield(1), [2], [0x81, 0x0F])
    #expect(try dataset.read() == TypedArray([UInt8(0x81), 0x0F]))
  }

  @Test("Text is trimmed by its padding and read as Latin-1 where it is no UTF-8")
  func paddings() throws {
    let space = RawFile.string(4, H5T_CSET_ASCII, H5T_STR_SPACEPAD)
    #expect(try stored(space, [2], Array("Fe   Ni ".utf8)).read().strings == ["Fe", " Ni"])
    let terminated = RawFile.string(4, H5T_CSET_ASCII, H5T_STR_NULLTERM)
    #expect(try stored(terminated, [1], [0x61, 0, 0x62, 0]).read().strings == ["a"])
    let padded = RawFile.string(4, H5T_CSET_UTF8, H5T_STR_NULLPAD)
    #expect(try stored(padded, [1], [0x61, 0, 0x62, 0]).read().strings == ["a\0b"])
    let latin = RawFile.string(2, H5T_CSET_UTF8, H5T_STR_NULLPAD)
    #expect(try stored(latin, [], [0xC5, 0x6E]).read().strings == ["Ån"])
    #expect(try stored(RawFile.string(2, H5T_CSET_ASCII, H5T_STR_NULLPAD), [], [0xC3, 0x85]).read().strings == ["Å"])
  }

  @Test("Records give their bytes, and their numeric members as columns")
  func compounds() throws {
    h5x_enter()
    let type = H5Tcreate(H5T_COMPOUND, 6)
    H5Tinsert(type, "channel", 0, h5x_native_integer(2, false))
    H5Tinsert(type, "counts", 2, RawFile.bigEndian(h5x_native_integer(4, true)))
    let bytes: [UInt8] = [1, 0, 0, 0, 0, 10, 2, 0, 0, 0, 1, 0]
    let dataset = try stored(type, [2], bytes)
    #expect(dataset.elementType == nil)
    #expect(try dataset.readRaw() == bytes)
    #expect(try dataset.readMember("channel") == TypedArray([UInt16(1), 2]))
    #expect(try dataset.readMember("counts") == TypedArray([Int32(10), 256]))
    #expect(throws: HDF5Error.self) { try dataset.readMember("missing") }
    let error = #expect(throws: HDF5Error.self) { try dataset.read() }
    #expect(error?.kind == .typeMismatch)
  }

  @Test("Complex records are known by their member names, whatever the offsets")
  func complexByName() throws {
    h5x_enter()
    let type = H5Tcreate(H5T_COMPOUND, 12)
    H5Tinsert(type, "real", 0, RawFile.bigEndian(h5x_native_float(4)))
    H5Tinsert(type, "imag", 8, RawFile.bigEndian(h5x_native_float(4)))
    let dataset = try stored(type, [], [0x3F, 0x80, 0, 0, 9, 9, 9, 9, 0xC0, 0, 0, 0])
    #expect(dataset.elementType == .complex64)
    let bytes = [Float(1), -2].withUnsafeBytes { Array($0) }
    #expect(try dataset.read().bytes == bytes)
  }

  @Test("Opaque data, arrays and sequences are described")
  func others() throws {
    h5x_enter()
    let opaque = H5Tcreate(H5T_OPAQUE, 3)
    H5Tset_tag(opaque, "raw frame")
    let dataset = try stored(opaque, [1], [1, 2, 3])
    #expect(dataset.datatype == .opaque(width: 3, tag: "raw frame"))
    #expect(try dataset.readRaw() == [1, 2, 3])
    let array = H5Tarray_create2(h5x_native_integer(1, false), 1, [hsize_t(2)])
    let arrays = try stored(array, [2], [1, 2, 3, 4])
    guard case .array(_, shape: [2]) = arrays.datatype else {
      Issue.record("not an array type")
      return
    }
    #expect(try arrays.readRaw() == [1, 2, 3, 4])
    let sequence = H5Tvlen_create(h5x_native_integer(1, false))
    let raw = RawFile(folder.file("vlen.h5"))
    raw.dataset("data", type: sequence, shape: [2], bytes: nil)
    raw.close()
    let sequences = try File.open(folder.file("vlen.h5")).root.dataset("data")
    let error = #expect(throws: HDF5Error.self) { try sequences.readRaw() }
    #expect(error?.kind == .typeMismatch)
  }

  @Test("References resolve to paths; an empty one to nothing")
  func references() throws {
    let raw = RawFile(folder.file("refs.h5"))
    raw.dataset("target", type: h5x_native_integer(1, false), shape: [1], bytes: [7])
    var reference = [UInt8](repeating: 0, count: 16)
    H5Rcreate(&reference, raw.id, "target", H5R_OBJECT, -1)
    raw.dataset("refs", type: h5x_object_reference(), shape: [2], bytes: reference)
    raw.close()
    let dataset = try File.open(folder.file("refs.h5")).root.dataset("refs")
    #expect(dataset.datatype == .reference(.object))
    #expect(try dataset.readReferences() == ["/target", nil])
  }

  @Test("A null dataspace is reported as such, in datasets and attributes")
  func nullDataspace() throws {
    let raw = RawFile(folder.file("null.h5"))
    let space = H5Screate(H5S_NULL)
    H5Dclose(H5Dcreate2(raw.id, "nothing", h5x_native_float(8), space, 0, 0, 0))
    raw.attribute("empty", on: ".", type: h5x_native_float(8), space: space, bytes: nil)
    raw.close()
    let file = try File.open(folder.file("null.h5"))
    let dataset = try file.root.dataset("nothing")
    #expect(dataset.isNull)
    let error = #expect(throws: HDF5Error.self) { try dataset.read() }
    #expect(error?.kind == .typeMismatch)
    let attribute = try file.root.attributes.read("empty")
    #expect(attribute.dataspace == .null && attribute.value == nil)
  }

  @Test("An enumeration that a damaged header makes wider than its base is no enumeration")
  func wideEnumeration() throws {
    let file = try File.createInMemory(named: "wide.h5")
    try file.root.createDataset("flag", boolean: true)
    var image = try file.image()
    // Class 8 (enumeration) in version 1, 2 or 3, two members, one byte wide.
    let places = image.indices.dropLast(8).filter { place in
      image[place] & 0x0F == 8 && Array(image[place + 1..<place + 8]) == [2, 0, 0, 1, 0, 0, 0]
    }
    #expect(!places.isEmpty)
    for place in places { image[place + 4] = 40 }
    let damaged = try File.open(bytes: image, named: "wide.h5")
    let outcome = Result { () throws(HDF5Error) in try damaged.root.dataset("flag").datatype }
    if case .success(let type) = outcome { #expect(type == .other(width: 40)) }
  }

  /// The library would make room for length times width of a letter: gigabytes for a flipped bit.
  @Test("Text whose letters a damaged header makes wider than a byte is refused, in attributes and in datasets")
  func wideLetters() throws {
    let path = folder.file("letters.h5")
    let raw = RawFile(path)
    let text = RawFile.string(-1, H5T_CSET_UTF8, H5T_STR_NULLTERM)  // H5T_VARIABLE
    let space = H5Screate(H5S_SCALAR)
    raw.dataset("title", type: text, shape: [2], bytes: [UInt8](repeating: 0, count: 16))
    raw.attribute("sample", on: ".", type: text, space: space, bytes: [UInt8](repeating: 0, count: 8))
    raw.close()
    var image = try Data(contentsOf: URL(fileURLWithPath: path)).map { $0 }
    // Class 9 (variable length), version 1, a string of 16 bytes; its base is one byte wide.
    let places = image.indices.dropLast(16).filter { place in
      image[place] == 0x19 && image[place + 1] & 0x0F == 1 && Array(image[place + 4..<place + 8]) == [16, 0, 0, 0]
        && Array(image[place + 12..<place + 16]) == [1, 0, 0, 0]
    }
    #expect(places.count >= 2)
    for place in places { image[place + 15] = 1 }
    let damaged = try File.open(bytes: image, named: "letters.h5")
    for attempt in [
      { _ = try damaged.root.attributes.read("sample") }, { _ = try damaged.root.dataset("title").read() },
    ] {
      let error = #expect(throws: HDF5Error.self) { try attempt() }
      #expect(error?.message.contains("letters are larger than one byte") == true, "\(String(describing: error))")
    }
  }
}
