import Bytes
import DataModel
import Testing

@Suite("Arrays that are known by their checksum")
struct ArrayRecordTests {
  /// Computed with Python's struct and hashlib.
  @Test("the checksum is SHA-256 of little-endian bytes, and of counted UTF-8 for text")
  func checksums() throws {
    let cases: [(Values, String)] = [
      (Values([1.5, -0.0, 8979.0]), "3bd6cf19c768ed12e7de2ad614f1855a70bf4fed3c9989d7b96e406e1edd48df"),
      (
        Values([1, -2, 300, -32768] as [Int16], shape: [2, 2]),
        "d6cdf62ad11a8f15c3ab022a0525eb359660697465954e87b21fc0d50e10e2c3"
      ),
      (Values(TypedArray(["Cu", "", "µ"])), "bc05dfc8006bd12017a90c36c9d0acc194a394bed46430045a709d5ab8e69ac0"),
      (Values([UInt32](0..<1_000_000)), "02e21fa3c89fa7d7b61826918a8bd35d3127827b4ef3f3ee47ade5e64e3c2a80"),
      (
        Values([UInt32](0..<1_000_000), shape: [10, 1000, 100]),
        "02e21fa3c89fa7d7b61826918a8bd35d3127827b4ef3f3ee47ade5e64e3c2a80"
      ),
    ]
    for (values, expected) in cases {
      #expect(try values.checksum() == expected)
      #expect(try values.withoutElements.checksum() == expected)
    }
    let complex = try #require(
      TypedArray(type: .complex64, shape: [], bytes: [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0]))
    #expect(
      try Values(complex).checksum() == "48943f7a0ea247f8e3c9386d0c5822fe181d323a9289980426638cc4e72a43e1")
  }

  @Test("absent values have type and shape; reading them says that they are not there")
  func absence() throws {
    let record = ArrayRecord(type: .int16, shape: [2, 3], sha256: "abc")
    for values in [Values(absent: record), Values([1, 2, 3, 4, 5, 6] as [Int16], shape: [2, 3]).withoutElements] {
      #expect(values.type == .int16 && values.shape == [2, 3] && values.count == 6)
      #expect(!values.areHere)
      #expect(values.inMemory == nil)
      #expect(throws: BlockError.self) { try values.load() }
      #expect(throws: BlockError.self) { try values.read(Slab(all: [2, 3])) }
    }
    #expect(try Values(absent: record).checksum() == "abc")
    #expect(Values([1.0]).areHere)
    #expect(throws: BlockError.self) {
      try Values(absent: ArrayRecord(type: .int8, shape: [1], sha256: nil)).checksum()
    }
  }

  private func document(_ values: Values) -> Document {
    Document(
      origin: Origin(name: "x", format: "y", readerVersion: "0"),
      measurements: [Measurement(channels: [Channel(name: "a", values: values)])])
  }

  private func paths(_ a: Values, _ b: Values, _ options: ComparisonOptions = ComparisonOptions()) throws -> [String] {
    try document(a).differences(to: document(b), options: options).map(\.path)
  }

  @Test("where one side has no values, checksums decide; as a loss, absence itself is the difference")
  func comparison() throws {
    let here = Values([1.0, 2.0])
    let other = Values([1.0, 2.5])
    let place = ["/1/channels/a/values"]
    #expect(try paths(here, here.withoutElements) == [])
    #expect(try paths(here.withoutElements, here) == [])
    #expect(try paths(here.withoutElements, here.withoutElements) == [])
    #expect(try paths(here, other.withoutElements) == place)
    #expect(try paths(here.withoutElements, other) == place)
    #expect(try paths(here, Values([1.0, 2.0, 3.0]).withoutElements) == place)
    #expect(try paths(Values([1.0, 2.0], shape: [2, 1]), here.withoutElements) == place)
    var options = ComparisonOptions()
    options.absentValues = .differ
    let loss = try document(here).differences(to: document(here.withoutElements), options: options)
    #expect(loss.map(\.path) == place && loss.first?.a == "2 of float64" && loss.first?.b == nil)
    #expect(try paths(here.withoutElements, here.withoutElements, options) == [])
    #expect(try paths(here.withoutElements, other.withoutElements, options) == place)
  }
}
