import Bytes
import DataModel

/// An array of any size that is made up when it is read: value = index in storage order.
struct CountingSource: BlockSource {
  let shape: [Int]
  var type: ElementType { .float64 }
  var preferredBlock: [Int]? { nil }
  /// The element from which on reading fails.
  var limit = Int.max

  func read(_ slab: Slab) throws(BlockError) -> TypedArray {
    var values: [Double] = []
    var index = slab.start
    for _ in 0..<slab.elementCount {
      var flat = 0
      for dimension in shape.indices { flat = flat * shape[dimension] + index[dimension] }
      guard flat < limit else { throw BlockError("the chunk at \(flat) is damaged") }
      values.append(Double(flat))
      for dimension in shape.indices.reversed() {
        index[dimension] += 1
        if index[dimension] < slab.start[dimension] + slab.count[dimension] { break }
        index[dimension] = slab.start[dimension]
      }
    }
    return TypedArray(values, shape: slab.count)
  }
}

/// Documents made for these tests.
enum InspectFixture {
  /// A copper foil of eleven points over the K edge.
  static var foil: Document {
    let energy = (0...10).map { 8950 + Double($0) * 5.5 }
    let i0 = energy.indices.map { 100_000.5 - Double($0) }
    let itrans = energy.indices.map { energy[$0] < 8978.9 ? 60_000.25 : 20_000.75 }
    var metadata = Metadata()
    metadata.append(MetadataNode("symbol", .text("Cu")), toFamily: "Element")
    metadata.append(MetadataNode("edge", .text("K")), toFamily: "Element")
    metadata.append(MetadataNode("name", .text("Cu foil")), toFamily: "Sample")
    metadata.append(MetadataNode("temperature", .text("10 K")), toFamily: "Sample")
    metadata.append(MetadataNode("name", .text("desk")), toFamily: "Beamline")
    metadata.append(MetadataNode("name", .text("Si(111)")), toFamily: "Mono")
    metadata.append(MetadataNode("d_spacing", .number(3.13555), unit: "angstrom"), toFamily: "Mono")
    metadata.append(MetadataNode("note", .text("first")), toFamily: "Lab")
    metadata.append(MetadataNode("note", .text("second\u{1B}[2J")), toFamily: "Lab")
    let measurement = Measurement(
      selector: "1", title: "Cu foil", startTime: "2026-01-02T03:04:05",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values(energy)),
        Channel(name: "i0", role: .i0, values: Values(i0)),
        Channel(name: "itrans", role: .itrans, values: Values(itrans)),
      ],
      signals: [
        Signal(name: "transmission", expression: "ln(i0/itrans)", mode: .transmission, element: "Cu", edge: "K")
      ],
      metadata: metadata,
      steps: [
        Step(
          operation: "dead-time correction", program: "maker", version: "2.1", time: "2026-01-02T04:00:00",
          parameters: [StepParameter("tau", .number(1.5e-6), unit: "s", standardError: 1e-8)])
      ],
      references: [Reference(.referenceFoil, to: .init(file: "foil.xdi", selector: "1"))])
    let codes = [
      FindingCode("TEST-NOTE", .note, "", example: "", cure: "Nothing to do."),
      FindingCode("TEST-ERROR", .error, "", example: "", cure: "Mend it."),
    ]
    return Document(
      origin: Origin(name: "foil.xdi", size: 1234, format: "xdi", readerVersion: "0.1.0"),
      measurements: [measurement],
      findings: [
        Finding(codes[0], "a unit was guessed", at: .init(file: "foil.xdi")),
        Finding(
          codes[1], "the field is wrong", at: .init(file: "foil.xdi", line: 7, column: 3), expected: "K", found: "X"),
      ])
  }

  /// A document of one measurement with these channels.
  static func document(_ channels: [Channel], signals: [Signal] = []) -> Document {
    Document(
      origin: Origin(name: "a.h5", format: "nexus", readerVersion: "0.1.0"),
      measurements: [Measurement(selector: "/entry", channels: channels, signals: signals)])
  }
}
