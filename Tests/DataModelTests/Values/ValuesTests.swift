import Bytes
import DataModel
import Testing

@Suite("Values and dimensions")
struct ValuesTests {
  @Test("slabs cover every element once, in order, from memory and from a file")
  func slabs() throws {
    let array = TypedArray((0..<1200).map { Int32($0) }, shape: [10, 12, 10])
    for values in [Values(array), Values(source: StoredArray(array, preferredBlock: [3, 12, 10]))] {
      for limit in [1, 40, 400, 1000, 1 << 20] {
        var seen: [Int32] = []
        for slab in values.slabs(byteLimit: limit) {
          seen += try #require(try values.read(slab).elements(as: Int32.self))
        }
        #expect(seen == (0..<1200).map { Int32($0) })
      }
    }
  }

  @Test("a shape that no machine can count is neither counted nor loaded")
  func hugeShapes() {
    let values = Values(source: StoredArray(nil, shape: [1 << 40, 1 << 40]))
    #expect(values.count == .max)
    #expect(throws: BlockError.self) { try values.load() }
    for slab in values.slabs().prefix(3) { #expect(slab.elementCount <= 1 << 17) }
    let text = Values(source: StoredArray(nil, type: .text, shape: [1 << 40]))
    #expect { try text.load() } throws: { "\($0)".contains("larger than the limit") }
    #expect(Values(source: StoredArray(nil, shape: [1 << 40, 1 << 40, 0])).count == 0)
  }

  @Test("a slab outside the array is an error")
  func outside() {
    let values = Values([1.0, 2, 3])
    #expect(throws: BlockError.self) { try values.read(Slab(start: [2], count: [2])) }
    #expect(throws: BlockError.self) { try values.read(Slab(start: [-1], count: [1])) }
    #expect(throws: BlockError.self) { try values.read(Slab(start: [0, 0], count: [1, 1])) }
  }

  @Test("a dimension's text form carries its bin edges")
  func dimensions() {
    #expect(Dimension("energy", edges: true).description == "energy+1")
    #expect(Dimension(text: "energy+1") == Dimension("energy", edges: true))
    #expect(Dimension(text: "point") == .point)
    #expect(Dimension("point") != Dimension("point", edges: true))
  }
}
