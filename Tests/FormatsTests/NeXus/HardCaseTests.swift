import Bytes
import DataModel
import Testing

@testable import Formats

@Suite("The twelve hard cases go through NeXus without loss")
struct HardCaseTests {
  @Test("written, read back, equal in every part", arguments: HardCases.all)
  func roundTrip(_ hardCase: HardCases.Case) throws {
    let folder = try TemporaryFolder()
    let copy = try NeXusRoundTrip.run(hardCase.document, in: folder)
    #expect(try hardCase.document.differences(to: copy).map(\.description) == [])
    #expect(copy.measurements.count == hardCase.document.measurements.count)
    for (original, copied) in zip(hardCase.document.measurements, copy.measurements) {
      #expect(Array(copied.origins.dropLast()) == original.origins)
    }
  }

  /// The streamed events are left out: fifteen comparisons of a million values say no more than one.
  @Test(
    "the comparison sees each part that a file could lose",
    arguments: HardCases.all.filter { !$0.name.contains("photon events") })
  func comparisonIsNotBlind(_ hardCase: HardCases.Case) throws {
    for (aspect, spoiled) in Spoiler.variants(of: hardCase.document) {
      let found = try hardCase.document.differences(to: spoiled)
      #expect(found.contains { $0.aspect == aspect }, "\(aspect) in \(hardCase.name)")
    }
  }
}

/// Writing a document as NeXus and reading it again.
enum NeXusRoundTrip {
  static func run(_ document: Document, in folder: TemporaryFolder, options: WritingOptions = .init()) throws
    -> Document
  {
    let path = folder("copy.nxs")
    guard case .file(let write)? = Format.nexus.writer?.encoding, let read = Format.nexus.read else {
      throw FormatError(.unwritable, "NeXus must be readable and writable")
    }
    _ = try write(document, path, options)
    return try read(try ByteSource(path))
  }
}

extension Difference {
  var description: String { "\(path): \(a ?? "–") | \(b ?? "–")" }
}

/// Copies of a document, each with one part changed.
enum Spoiler {
  static func variants(of document: Document) -> [(Difference.Aspect, Document)] {
    var result: [(Difference.Aspect, Document)] = []
    func variant(_ aspect: Difference.Aspect, _ change: (inout Measurement) -> Void) {
      var copy = document
      change(&copy.measurements[0])
      result.append((aspect, copy))
    }
    variant(.title) { $0.title = "another" }
    variant(.time) { $0.endTime = "never" }
    variant(.channel) { $0.channels.removeLast() }
    variant(.channel) { $0.channels.swapAt(0, 1) }
    variant(.role) { $0.channels[0].qualifier = "spoiled" }
    variant(.unit) { $0.channels[0].unit = "furlong" }
    variant(.dimensions) { $0.channels[0].dimensions[0] = "elsewhere" }
    variant(.uncertainty) { $0.channels[0].uncertainty = .channel("nobody") }
    variant(.mask) { $0.channels[0].mask = "nobody" }
    variant(.signal) { $0.signals.append(Signal(name: "extra", expression: "1")) }
    variant(.metadata) { $0.metadata.nodes.append(MetadataNode("extra", .text("1"))) }
    variant(.step) { $0.steps.append(Step(operation: "extra")) }
    variant(.reference) { $0.references.append(Reference(.raw, to: .init())) }
    variant(.values) { measurement in
      var numbers = (try? measurement.channels[0].values.load().doubles()) ?? []
      numbers[numbers.count / 2] = numbers[numbers.count / 2].nextUp
      measurement.channels[0].values = Values(numbers, shape: measurement.channels[0].values.shape)
    }
    return result
  }
}
