import Bytes
import Testing

@testable import HDF5

@Suite struct RoundTripTests {
  @Test(
    "Every element type comes back as it was written, with shape",
    arguments: [
      TypedArray([Int8.min, 0, .max]), TypedArray([UInt8.min, .max]), TypedArray([Int16.min, .max]),
      TypedArray([UInt16.max]), TypedArray([Int32.min, .max], shape: [2, 1]), TypedArray([UInt32.max]),
      TypedArray([Int64.min, .max]), TypedArray([UInt64.max]), TypedArray([Float(1.5), -.infinity]),
      TypedArray([7112.0, -0.0, .leastNonzeroMagnitude], shape: [1, 3, 1]), TypedArray(scalar: 8979.0),
      TypedArray(real: [1, 2, 3, 4], imaginary: [-1, -2, -3, -4], shape: [2, 2]),
      TypedArray(scalar: "Kβ₁,₃ – 7058 eV 🔬"), TypedArray(scalar: ""), TypedArray(["", "Fe", "Ångström"]),
      TypedArray(["a", "b", "c", "d"], shape: [2, 2]), TypedArray([Double]()), TypedArray([String]()),
      TypedArray([Int32](), shape: [0, 5]),
      TypedArray(["short", String(repeating: "long ", count: 400), "", "µ", "x", "y", "z"]),
      TypedArray(["x\0y", "z"]),
    ])
  func roundTrip(_ array: TypedArray) throws {
    let written = try File.createInMemory()
    try written.root.createDataset("data", array)
    try written.root.attributes.write("attribute", array)
    let file = try File.open(bytes: try written.image(), named: "image")
    let dataset = try file.root.dataset("data")
    #expect(dataset.elementType == array.type)
    #expect(try dataset.read() == array)
    #expect(try file.root.attributes.read("attribute").value == array)
  }

  @Test("Single complex numbers come back as single complex numbers")
  func complex64() throws {
    let bytes = [Float(1), -2, 3.5, 4].withUnsafeBytes { Array($0) }
    let array = try #require(TypedArray(type: .complex64, shape: [2], bytes: bytes))
    let file = try File.createInMemory()
    let dataset = try file.root.createDataset("z", array)
    #expect(try dataset.read() == array)
    guard case .complex(let part) = try file.root.dataset("z").datatype else {
      Issue.record("not described as complex")
      return
    }
    #expect(part.width == 4 && part.isIEEE)
  }

  @Test("A scalar text is a fixed-length, null-padded UTF-8 string of exactly its bytes")
  func scalarTextLayout() throws {
    let file = try File.createInMemory()
    try file.root.createDataset("text", text: "Å")
    try file.root.createDataset("empty", text: "")
    let layout = { (length: Int) in
      Datatype.string(StringLayout(length: length, characterSet: .utf8, padding: .nullPadded))
    }
    #expect(try file.root.dataset("text").datatype == layout(2))
    #expect(try file.root.dataset("empty").datatype == layout(1))
    #expect(try file.root.dataset("text").shape == [])
  }

  @Test("Texts of very uneven length are stored with variable length")
  func unevenTexts() throws {
    let file = try File.createInMemory()
    let texts = [String](repeating: "x", count: 50) + [String(repeating: "y", count: 1000)]
    let dataset = try file.root.createDataset("texts", TypedArray(texts))
    guard case .string(let layout) = dataset.datatype else {
      Issue.record("not text")
      return
    }
    #expect(layout.length == nil)
    #expect(try dataset.read().strings == texts)
  }

  @Test("A text that is too long for its field is cut between characters")
  func cutText() throws {
    let file = try File.createInMemory()
    let dataset = try file.root.createDataset("names", type: .text, shape: [2], textLength: 4)
    try dataset.write(TypedArray(["abcdef", "abcµ"]))
    #expect(try dataset.read().strings == ["abcd", "abc"])
  }

  @Test("Slabs are written and read in place; the rest keeps the fill value")
  func slabs() throws {
    let file = try File.createInMemory()
    let options = DatasetOptions(fill: TypedArray(scalar: Int32(-1)))
    let dataset = try file.root.createDataset("image", type: .int32, shape: [4, 5], options: options)
    try dataset.write(TypedArray([Int32(1), 2, 3, 4], shape: [2, 2]), at: [1, 2])
    let block = try dataset.read(Slab(start: [1, 1], count: [2, 3]))
    #expect(block == TypedArray([Int32(-1), 1, 2, -1, 3, 4], shape: [2, 3]))
    #expect(try dataset.read(Slab(start: [3, 4], count: [1, 1])).elements() == [Int32(-1)])
    #expect(try dataset.read(Slab(start: [4, 0], count: [0, 5])).count == 0)
  }

  @Test("A slab outside the array, of another rank or another type is refused")
  func badSlabs() throws {
    let file = try File.createInMemory()
    let dataset = try file.root.createDataset("data", TypedArray([1.0, 2, 3]))
    for slab in [
      Slab(start: [2], count: [2]), Slab(start: [-1], count: [1]), Slab(start: [0, 0], count: [1, 1]),
      Slab(start: [.max], count: [1]), Slab(start: [1], count: [.max]), Slab(start: [], count: []),
    ] {
      let error = #expect(throws: HDF5Error.self) { try dataset.read(slab) }
      #expect(error?.kind == .invalidArgument)
    }
    let error = #expect(throws: HDF5Error.self) { try dataset.write(TypedArray([Float(1), 2, 3])) }
    #expect(error?.kind == .typeMismatch)
    let shape = #expect(throws: HDF5Error.self) { try dataset.write(TypedArray([1.0])) }
    #expect(shape?.kind == .invalidArgument)
  }

  @Test("A growing dataset is extended within its limits")
  func extending() throws {
    let file = try File.createInMemory()
    var dataset = try file.root.createDataset(
      "log", TypedArray([1.0, 2]), options: DatasetOptions(maxShape: [nil]))
    #expect(dataset.dataspace == .simple(shape: [2], maxShape: [nil]))
    dataset = try dataset.extend(to: [4])
    try dataset.write(TypedArray([3.0, 4]), at: [2])
    #expect(try file.root.dataset("log").read().elements() == [1.0, 2, 3, 4])
  }

  @Test("Walking a chunked dataset by blocks gives every element once")
  func blocks() throws {
    let file = try File.createInMemory()
    let numbers = (0..<60_000).map { Int32($0) }
    let dataset = try file.root.createDataset(
      "scan", TypedArray(numbers, shape: [300, 200]), options: DatasetOptions(chunk: [7, 200], deflate: 1))
    let source = try dataset.blocks()
    #expect(source.preferredBlock == [7, 200])
    var seen: [Int32] = []
    for slab in SlabWalk(shape: source.shape, elementWidth: 4, preferredBlock: source.preferredBlock, byteLimit: 9000) {
      seen += try #require(try source.read(slab).elements(as: Int32.self))
    }
    #expect(seen == numbers)
  }

  @Test("Equal content gives equal bytes")
  func deterministic() throws {
    func image() throws -> [UInt8] {
      let file = try File.createInMemory(options: FileOptions(tracksCreationOrder: true))
      let group = try file.root.createGroup("entry")
      try group.createDataset("energy", TypedArray((0..<2000).map(Double.init)))
      try group.attributes.write("title", text: "Fe foil")
      return try file.image()
    }
    #expect(try image() == image())
  }
}
