import Bytes
import DataModel
import Testing

@Suite("Differences between documents")
struct DocumentDifferencesTests {
  private func document(_ edit: (inout Measurement) -> Void = { _ in }) -> Document {
    var metadata = Metadata()
    metadata.append(MetadataNode("name", .text("Cu"), line: 2), toFamily: "Sample")
    metadata.append(MetadataNode("note", .text("one")), toFamily: "Sample")
    metadata.append(MetadataNode("note", .text("two")), toFamily: "Sample")
    var measurement = Measurement(
      selector: "1", title: "Cu foil", startTime: "2020-01-02T03:04:05",
      channels: [
        Channel(name: "energy", role: .energy, unit: "eV", values: Values([8970.0, 8979, .nan, 0])),
        Channel(name: "i0", role: .i0, values: Values([Int64(9_007_199_254_740_993), 2, 3, 4])),
        Channel(name: "chi", role: .chi, values: Values(TypedArray(real: [1, 0], imaginary: [0, 1]))),
      ],
      signals: [Signal(name: "mu", expression: "i0", element: "Cu", edge: "K")], metadata: metadata,
      steps: [
        Step(operation: "read", program: "edgewise", parameters: [StepParameter("hc", .number(12398.4), unit: "eV")])
      ],
      references: [Reference(.raw, to: Reference.Target(file: "a.dat"))])
    edit(&measurement)
    return Document(origin: Origin(name: "a", format: "xdi", readerVersion: "0"), measurements: [measurement])
  }

  private func differences(
    _ options: ComparisonOptions = ComparisonOptions(), _ edit: (inout Measurement) -> Void
  ) throws -> [Difference] {
    try document().differences(to: document(edit), options: options)
  }

  @Test("a document equals itself, whatever file it came from")
  func equal() throws {
    var other = document { measurement in
      measurement.selector = "/entry"
      measurement.origins = [Origin(name: "z", format: "spec", readerVersion: "9")]
    }
    other.origin = Origin(name: "b", format: "nexus", readerVersion: "1")
    other.findings = [Finding(FindingCode("X", .note, "m", example: "e", cure: "c"), "found")]
    #expect(try document().differences(to: other).isEmpty)
  }

  @Test("a channel of the same role and values under another name is renamed; with other values it is another channel")
  func renamed() throws {
    let found = try differences { $0.channels[0].name = "x" }
    #expect(found == [Difference(.name, "/1/channels/energy/name", a: "energy", b: "x")])
    let swapped = try differences { measurement in
      measurement.channels[0].name = "x"
      measurement.channels.swapAt(0, 1)
    }
    #expect(swapped.map(\.path) == ["/1/channels/energy/name", "/1/channels"])
    let other = try differences { measurement in
      measurement.channels[0].name = "x"
      measurement.channels[0].values = Values([8970.0, 8979, 1, 0])
    }
    #expect(other.map(\.aspect) == [.channel, .channel])
  }

  @Test("one bit of one number is found, named by its place, and can be tolerated")
  func oneBit() throws {
    func edit(_ measurement: inout Measurement) {
      measurement.channels[0].values = Values([8970.0, 8979.nextUp, .nan, 0])
    }
    let found = try differences(ComparisonOptions(), edit)
    #expect(found.map(\.path) == ["/1/channels/energy/values"])
    #expect(found.first?.aspect == .values)
    #expect(found.first?.a?.hasPrefix("8979.0 at element 2") == true)
    #expect(try differences(ComparisonOptions(relativeTolerance: 1e-15), edit).isEmpty)
    #expect(try differences(ComparisonOptions(absoluteTolerance: 1e-9), edit).isEmpty)
  }

  @Test("NaN equals NaN whatever its bits, but not a number, and -0 is not 0")
  func specialNumbers() throws {
    let payload = Double(nan: 42, signaling: false)
    #expect(try differences { $0.channels[0].values = Values([8970.0, 8979, payload, 0]) }.isEmpty)
    #expect(try differences { $0.channels[0].values = Values([8970.0, 8979, 5, 0]) }.count == 1)
    #expect(try differences { $0.channels[0].values = Values([8970.0, 8979, .nan, -0.0]) }.count == 1)
    let tolerant = ComparisonOptions(relativeTolerance: 0.1, absoluteTolerance: 0.1)
    #expect(try differences(tolerant) { $0.channels[0].values = Values([8970.0, 8979, .infinity, 0]) }.count == 1)
  }

  @Test("64-bit integers are compared to the last digit")
  func integers() throws {
    #expect(
      try differences { $0.channels[1].values = Values([Int64(9_007_199_254_740_992), 2, 3, 4]) }.map(\.aspect)
        == [.values])
  }

  @Test("the stored type is part of the document unless a tolerance is given")
  func types() throws {
    func edit(_ measurement: inout Measurement) {
      measurement.channels[0].values = Values([Float(8970), 8979, .nan, 0])
    }
    #expect(try differences(ComparisonOptions(), edit).map(\.aspect) == [.type])
    #expect(try differences(ComparisonOptions(relativeTolerance: 1e-6), edit).isEmpty)
  }

  @Test("complex numbers of equal size are not equal")
  func complex() throws {
    func edit(_ measurement: inout Measurement) {
      measurement.channels[2].values = Values(TypedArray(real: [0, 0], imaginary: [1, 1]))
    }
    let found = try differences(ComparisonOptions(), edit)
    #expect(found.map(\.path) == ["/1/channels/chi/values"])
    #expect(found.first?.a == "(1.0, 0.0) at element 1")
    #expect(try differences(ComparisonOptions(relativeTolerance: 1e-3), edit).count == 1)
  }

  @Test("a difference far down in an array that is read in slabs is found at its place")
  func slabs() throws {
    var numbers = (0..<300_000).map(Double.init)
    let left = document { $0.channels = [Channel(name: "x", values: Values(numbers))] }
    numbers[299_999] += 1
    let stored = Values(source: StoredArray(TypedArray(numbers), preferredBlock: [1000]))
    let right = document { $0.channels = [Channel(name: "x", values: stored)] }
    for found in [try left.differences(to: right), try right.differences(to: left)] {
      #expect(found.count == 1)
      #expect(found.first?.a?.contains("at element 300000") == true)
    }
  }

  @Test("every part of a channel counts")
  func channelParts() throws {
    let edits: [(Difference.Aspect, (inout Channel) -> Void)] = [
      (.role, { $0.role = .other }), (.role, { $0.qualifier = "x" }), (.unit, { $0.unit = "keV" }),
      (.unit, { $0.unit = nil }), (.dimensions, { $0.dimensions = [.event] }),
      (.uncertainty, { $0.uncertainty = .poisson }), (.mask, { $0.mask = "m" }),
      (.metadata, { $0.metadata.nodes.append(MetadataNode("a", .text("b"))) }),
      (.values, { $0.values = Values([1.0]) }), (.values, { $0.values = Values(TypedArray(["a", "b", "c", "d"])) }),
    ]
    for (aspect, edit) in edits {
      let found = try differences { edit(&$0.channels[0]) }
      #expect(found.contains { $0.aspect == aspect && $0.path.hasPrefix("/1/channels/energy/") }, "\(aspect)")
      #expect(found.allSatisfy { $0.aspect == aspect || $0.aspect == .type }, "\(aspect)")
    }
  }

  @Test("every part of a measurement counts")
  func measurementParts() throws {
    let edits: [(Difference.Aspect, (inout Measurement) -> Void)] = [
      (.title, { $0.title = nil }), (.time, { $0.startTime = "2020-01-02T03:04:06" }), (.time, { $0.endTime = "x" }),
      (.signal, { $0.signals[0].edge = "L3" }), (.signal, { $0.signals = [] }),
      (.step, { $0.steps[0].parameters[0].value = .number(12398.5) }), (.step, { $0.steps[0].inputs = ["a"] }),
      (.reference, { $0.references[0].clockOffset = 1 }), (.reference, { $0.references = [] }),
      (.channel, { $0.channels.removeLast() }), (.channel, { $0.channels.swapAt(0, 1) }),
      (.channel, { $0.channels.append(Channel(name: "new", values: Values([1.0]))) }),
    ]
    for (aspect, edit) in edits {
      #expect(try differences(ComparisonOptions(), edit).map(\.aspect) == [aspect], "\(aspect)")
    }
  }

  @Test("measurements too many on either side are differences")
  func measurementCount() throws {
    var longer = document()
    longer.measurements.append(Measurement(selector: "2", title: "more"))
    let found = try document().differences(to: longer)
    #expect(found == [Difference(.measurement, "/2", a: nil, b: "more")])
    #expect(try longer.differences(to: document()) == [Difference(.measurement, "/2", a: "more", b: nil)])
  }

  @Test("metadata differ by value, by missing and additional keys, and by order")
  func metadata() throws {
    let changed = try differences { $0.metadata.nodes[0].children[0].value = .text("Zn") }
    #expect(changed == [Difference(.metadata, "/1/metadata/Sample.name", a: "Cu", b: "Zn")])
    let dropped = try differences { $0.metadata.nodes[0].children.remove(at: 0) }
    #expect(dropped == [Difference(.metadata, "/1/metadata/Sample.name", a: "Cu", b: nil)])
    let added = try differences { $0.metadata.nodes.append(MetadataNode("x", .missing)) }
    #expect(added == [Difference(.metadata, "/1/metadata/x", a: nil, b: "(missing)")])
    let swapped = try differences { $0.metadata.nodes[0].children.swapAt(0, 1) }
    #expect(swapped.count == 1)
    #expect(swapped.first?.a?.contains("order") == true)
    #expect(try differences { $0.metadata.nodes[0].children[0].line = 77 }.isEmpty)
  }

  @Test("repeated keys are compared one by one")
  func repeatedKeys() throws {
    let second = try differences { $0.metadata.nodes[0].children[2].value = .text("three") }
    #expect(second == [Difference(.metadata, "/1/metadata/Sample.note", a: "two", b: "three")])
    let one = try differences { $0.metadata.nodes[0].children.removeLast() }
    #expect(one == [Difference(.metadata, "/1/metadata/Sample.note", a: "two", b: nil)])
  }

  @Test("attributes of groups count even beside other differences, and so does grouping itself")
  func groups() throws {
    let found = try differences { measurement in
      measurement.metadata.nodes[0].attributes = [MetadataAttribute("NX_class", .text("NXsample"))]
      measurement.metadata.nodes[0].children[0].value = .text("Zn")
    }
    #expect(Set(found.map(\.path)) == ["/1/metadata/Sample", "/1/metadata/Sample.name"])
    let split = try differences { measurement in
      let last = measurement.metadata.nodes[0].children.removeLast()
      measurement.metadata.nodes.append(MetadataNode("Sample", children: [last]))
    }
    #expect(split.map(\.path) == ["/1/metadata"])
  }

  @Test("keys, channels and parts that are ignored are not compared, in any case")
  func ignored() throws {
    var options = ComparisonOptions(ignoredKeys: ["SAMPLE.Name"])
    #expect(try differences(options) { $0.metadata.nodes[0].children[0].value = .text("Zn") }.isEmpty)
    options.ignoredKeys = ["NAME", "Energy", "Title", "Unit"]
    let found = try differences(options) { measurement in
      measurement.metadata.nodes[0].children[0].value = .text("Zn")
      measurement.channels[0].values = Values([1.0])
      measurement.channels[1].unit = "A"
      measurement.title = "other"
    }
    #expect(found.isEmpty)
    #expect(try differences(ComparisonOptions(ignoredKeys: ["other"])) { $0.title = "x" }.count == 1)
  }

  @Test("values that cannot be read are an error, not a difference")
  func unreadable() {
    let broken = document { $0.channels[0].values = Values(source: StoredArray(nil, shape: [4])) }
    #expect(throws: BlockError.self) { try document().differences(to: broken) }
  }
}
