import Bytes
import DataModel
import Testing

@Suite("Metadata trees")
struct MetadataTests {
  @Test("families that come back later keep the order of the file")
  func order() {
    var metadata = Metadata()
    metadata.append(MetadataNode("name", .text("Cu")), toFamily: "Sample")
    metadata.append(MetadataNode("prep", .text("foil")), toFamily: "Sample")
    metadata.append(MetadataNode("name", .text("X11A")), toFamily: "Beamline")
    metadata.append(MetadataNode("name", .text("again")), toFamily: "Sample")
    #expect(metadata.nodes.map(\.name) == ["Sample", "Beamline", "Sample"])
    #expect(metadata.flattened().map(\.key) == ["Sample.name", "Sample.prep", "Beamline.name", "Sample.name"])
    #expect(metadata.text("sample.NAME") == "Cu")
    #expect(metadata.text("Sample.absent") == nil)
  }

  @Test("a value of its own is no family")
  func valuesAreNoFamilies() {
    var metadata = Metadata([MetadataNode("Sample", .text("a value"))])
    metadata.append(MetadataNode("name", .text("Cu")), toFamily: "Sample")
    #expect(metadata.nodes.count == 2)
    #expect(metadata.flattened().map(\.key) == ["Sample", "Sample.name"])
  }

  @Test("two nodes that say the same are equal, wherever they stood")
  func equality() {
    #expect(MetadataNode("a", .text("x"), line: 3) == MetadataNode("a", .text("x"), line: 9))
    #expect(MetadataNode("a", .text("x")) != MetadataNode("a", .text("x"), unit: "K"))
    #expect(MetadataNode("a", .missing) != MetadataNode("a", .text("")))
  }

  @Test("values are shown as a person reads them")
  func display() {
    #expect(MetadataValue.number(0.1).display == "0.1")
    #expect(MetadataValue.integer(-7).display == "-7")
    #expect(MetadataValue.array(TypedArray([1.5, 2])).display == "[1.5, 2.0]")
    #expect(MetadataValue.array(TypedArray(["only"])).display == "only")
    #expect(MetadataValue.array(TypedArray((0..<100).map { Int32($0) })).display.hasSuffix("62, 63, ...]"))
    #expect(MetadataValue.missing.display == "")
  }

  @Test("a tree a thousand levels deep is flattened")
  func deepTree() {
    var node = MetadataNode("leaf", .text("x"))
    for _ in 0..<1000 { node = MetadataNode("g", children: [node]) }
    let flat = Metadata([node]).flattened()
    #expect(flat.count == 1)
    #expect(flat.first?.key.hasSuffix("g.leaf") == true)
  }
}
