import Bytes
import Testing

@testable import HDF5

/// What is unpacked here must be what the library unpacks: `read` of a dataset goes through its filters.
@Suite("Chunks that are unpacked without the library")
struct DirectChunkTests {
  private static let shapes: [(shape: [Int], chunk: [Int])] = [
    ([1000], [128]), ([7, 33], [7, 33]), ([20, 31], [4, 31]), ([20, 31], [3, 10]), ([5, 16, 24], [1, 8, 24]),
    ([5, 16, 24], [2, 5, 7]), ([3, 1, 9], [1, 1, 4]),
  ]

  private func numbers<Number: ArrayElement & BinaryInteger>(_: Number.Type, _ count: Int) -> TypedArray {
    TypedArray((0..<count).map { Number(truncatingIfNeeded: $0 &* 2_654_435_761 >> 3) })
  }

  private func arrays(_ count: Int) -> [TypedArray] {
    [
      numbers(UInt8.self, count), numbers(Int16.self, count), numbers(UInt32.self, count), numbers(Int64.self, count),
      TypedArray((0..<count).map { Float($0) * 0.37 - 11 }), TypedArray((0..<count).map { 1 / Double($0 + 1) }),
    ]
  }

  @Test("every slab is what the library gives, for every type, chunk shape and filter", arguments: shapes)
  func same(_ shape: [Int], _ chunk: [Int]) throws {
    for values in arrays(shape.reduce(1, *)) {
      for options in [
        DatasetOptions(chunk: chunk, deflate: 4), DatasetOptions(chunk: chunk, deflate: 1, shuffle: true),
      ] {
        let file = try File.createInMemory()
        try file.root.createDataset("data", try #require(values.reshaped(shape)), options: options)
        let dataset = try File.open(bytes: try file.image(), named: "image").root.dataset("data")
        let direct = try #require(DirectChunks(dataset, try dataset.storage()))
        #expect(direct.read(Slab(all: shape)) == values.reshaped(shape))
        for limit in [64, 1000] {
          let walk = SlabWalk(
            shape: shape, elementWidth: values.type.byteWidth, preferredBlock: chunk, byteLimit: limit)
          for slab in walk {
            guard let piece = direct.read(slab) else { continue }
            #expect(try piece == dataset.read(slab))
          }
        }
      }
    }
  }

  @Test(
    "what is not plain is left to the library: other filters, other byte order, pieces of chunks, chunks never written")
  func leftToTheLibrary() throws {
    let file = try File.createInMemory()
    let values = TypedArray((0..<100).map(Double.init))
    for (name, options) in [
      ("checksum", DatasetOptions(chunk: [10], deflate: 1, fletcher32: true)), ("bare", DatasetOptions(chunk: [10])),
      ("contiguous", DatasetOptions()),
    ] {
      let dataset = try file.root.createDataset(name, values, options: options)
      #expect(DirectChunks(dataset, try dataset.storage()) == nil)
    }
    let packed = try file.root.createDataset("packed", values, options: DatasetOptions(chunk: [10], deflate: 1))
    let direct = try #require(DirectChunks(packed, try packed.storage()))
    #expect(direct.read(Slab(start: [5], count: [10])) == nil)
    #expect(direct.read(Slab(start: [10], count: [15])) == nil)
    #expect(direct.read(Slab(start: [10], count: [20])) == TypedArray((10..<30).map(Double.init)))
    let sparse = try file.root.createDataset(
      "sparse", type: .float64, shape: [30],
      options: DatasetOptions(chunk: [10], deflate: 1, fill: TypedArray([7.0])))
    try sparse.write(TypedArray([Double](repeating: 1, count: 10)), at: [10])
    let blocks = try sparse.blocks()
    #expect(try blocks.read(Slab(all: [30])).doubles() == [7, 1, 7].flatMap { [Double](repeating: $0, count: 10) })
  }

  @Test("a damaged chunk, or one of another size, is the library's error, and its neighbours are read")
  func damaged() throws {
    let file = try File.createInMemory()
    let values = TypedArray((0..<400).map { Double($0 % 17) })
    let options = DatasetOptions(chunk: [100], deflate: 6, shuffle: true)
    let dataset = try file.root.createDataset("data", values, options: options)
    var chunk = try #require(try dataset.readRawChunk(at: [100])).bytes
    for place in stride(from: 8, to: chunk.count, by: 5) { chunk[place] ^= 0x5A }
    try dataset.writeRawChunk(chunk, at: [100])
    let blocks = try File.open(bytes: try file.image(), named: "image").root.dataset("data").blocks()
    #expect(throws: BlockError.self) { try blocks.read(Slab(start: [100], count: [100])) }
    #expect(try blocks.read(Slab(start: [200], count: [100])).doubles() == (200..<300).map { Double($0 % 17) })
  }
}
