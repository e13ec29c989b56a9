import Edgewise
import Foundation
import Testing

@testable import GenerateChargeSeries

@Suite("The worked example")
struct WorkedExampleTests {
  private let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Examples/ChargeSeries")

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "/edgewise-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test("makes the files that lie in Examples/ChargeSeries, byte for byte")
  func generatedFilesAreCommitted() throws {
    try withFolder { folder in
      try GenerateChargeSeries.write(to: folder)
      let made = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      let kept = try FileManager.default.contentsOfDirectory(atPath: examples.path).sorted()
      #expect(made == kept)
      for name in made {
        let fresh = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        #expect(try Data(contentsOf: examples.appendingPathComponent(name)) == fresh, "\(name)")
      }
    }
  }

  @Test("has the physics of a charge: the half-step energy rises with the voltage, the foil's does not")
  func edgeMoves() throws {
    var edges: [(sample: Double, foil: Double)] = []
    for number in ChargeSeries.states.indices {
      let measurement = ChargeSeries.measurement(number: number)
      func halfStep(_ signal: Int) throws -> Double {
        let values = try SignalExpression(parsing: measurement.signals[signal].expression).evaluate(over: measurement)
          .values
        let (first, last) = (try #require(values.first), try #require(values.last))
        let index = try #require(values.firstIndex { $0 - first > 0.5 * (last - first) })
        return ChargeSeries.energies[index]
      }
      edges.append((try halfStep(0), try halfStep(1)))
    }
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $0.sample <= $1.sample })
    #expect(edges[4].sample - edges[0].sample >= 1)
    #expect(edges.allSatisfy { abs($0.foil - 8333) < 3 })
  }

  @Test("reads back what it wrote, and says what columns cannot hold")
  func libraryRoundTrip() throws {
    try withFolder { folder in
      let document = try Document(contentsOf: examples.appendingPathComponent("nmc811-4.xdi").path)
      #expect(document.measurements.first?.sample.temperature?.value == 298)
      let notes = try document.write(to: folder + "/a.nxs")
      #expect(notes.allSatisfy { $0.severity == .note })
      let copy = try Document(contentsOf: folder + "/a.nxs::/entry")
      #expect(try document.differences(to: copy).isEmpty)
      #expect(throws: EdgewiseError.self) { try document.write(to: folder + "/a.nxs") }
      #expect(throws: EdgewiseError.self) { try document.write(to: folder + "/a.unknown") }
      #expect(throws: EdgewiseError.self) { try Document(contentsOf: folder + "/missing.xdi") }
    }
  }
}
