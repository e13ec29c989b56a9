import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("Channels whose names NeXus would mix up")
struct ConfusableNameTests {
  @Test("an axis that is linked under another name is still called what it was called")
  func linkedAxis() throws {
    let point = Dimension("point")
    func channel(_ name: String, _ role: ChannelRole, _ numbers: [Double], edges: Bool = false) -> Channel {
      Channel(
        name: name, role: role, unit: role == .energy ? "eV" : nil, dimensions: [Dimension("point", edges: edges)],
        values: Values(TypedArray(numbers)))
    }
    // The axis, given by the edges of the bins, is linked beside a beam whose legal name is the axis's own.
    var measurement = Measurement(
      selector: "1", title: "Fe foil", startTime: "2026-03-01T00:07:00Z",
      channels: [
        channel("e_b", .energy, [7110, 7112, 7114, 7116], edges: true), channel("energy", .energy, [7111, 7113, 7115]),
        channel("e b", .i0, [9, 9, 9]), channel("itrans", .itrans, [8, 5, 4]),
      ])
    #expect(measurement.channels[1].dimensions == [point])
    measurement.signals = [
      Signal(name: "mu", expression: "itrans", mode: .transmission, element: "Fe", edge: "K")
    ]
    measurement.metadata.append(MetadataNode("name", .text("Diamond")), toFamily: "Facility")
    let document = Document(
      origin: Origin(name: "a", format: "test", readerVersion: "1"), measurements: [measurement])
    let copy = try NeXusRoundTrip.run(document, in: try TemporaryFolder())
    #expect(try document.differences(to: copy).map(\.description) == [])
  }
}
