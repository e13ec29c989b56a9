import Foundation
import Testing

@Suite("edgewise analyze fluorescence") struct AnalyzeFluorescenceTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Three elements, of which the second lost half of its photons and the third was not connected.
  private static let scan =
    """
    XDAC V1.4 Datafile V1
    "Fe.002" created on 6/27/11 at 2:22:40 PM on X-23A2
    E0= 7112.00

    ------------------------------
     Energy I0 roi1 roi2 roi3 slow1 slow2 slow3 fast1 fast2 fast3 IntTime

    """
    + (0..<20).map { row in
      "\(7100 + row).0 1000 \(100 + row) \(50 + row) 0 1000 1000 0 1100 2000 5 2.0\n"
    }.joined()

  private func fluorescence(_ parameters: String..., more: [String] = []) throws -> Edgewise.Outcome {
    try folder.write(Self.scan, to: "Fe.002")
    let words = ["analyze", "fluorescence", "Fe.002"] + parameters.flatMap { ["--param", $0] } + more
    return try Edgewise.start(words, in: folder).end()
  }

  @Test("the report gives the sum, its variance and what was found about each element") func report() throws {
    let outcome = try fluorescence(more: ["--format", "json", "--arrays"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let json = try outcome.json()
    #expect(try JSONSchema("edgewise.analyze/1", in: folder).complaints(about: outcome.output) == [])
    let result = try #require((json["results"] as? [[String: Any]])?.first)
    let arrays = try #require(result["arrays"] as? [String: [Double]])
    // 100 · 1.1 + 50 · 2 and 100 · 1.1² + 50 · 2²
    #expect(abs((arrays["counts"]?.first ?? 0) - 210) < 1e-12)
    #expect(abs((arrays["variance"]?.first ?? 0) - 321) < 1e-12)
    #expect(arrays["energy"]?.last == 7119)
    let values = try #require(result["values"] as? [String: Any])
    #expect(values["signal"] as? String == "ifluor_corrected/I0")
    let elements = try #require(values["elements"] as? [[String: Any]])
    #expect(elements.map { $0["flags"] as? [String] } == [[], [], ["dead"]])
    #expect(elements.map { $0["weight"] as? Double } == [1, 1, 0])
    let codes = try #require(json["findings"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(codes.contains("FLUO-DEAD"))
  }

  @Test("models, elements and weights are parameters") func parameters() throws {
    let outcome = try fluorescence(
      "model=paralyzable", "tau=1e-6", "exclude=2-3", "weights=1,2,3", more: ["--format", "json", "--arrays"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let result = try #require((try outcome.json()["results"] as? [[String: Any]])?.first)
    // 500 kept per second with 1 µs: n = 500 (1 + 5e-4 + 1.5 · 25e-8 ...)
    let counts = try #require((result["arrays"] as? [String: [Double]])?["counts"])
    #expect(abs(counts[0] - 100 * (1 + 5e-4 + 3.75e-7)) < 1e-7)
  }

  @Test("a model without its dead time, and one that there is not, say what to write") func refused() throws {
    let missing = try fluorescence("model=paralyzable")
    #expect(missing.status == 3)
    #expect(missing.errors.contains("tau=280e-9"))
    let unknown = try fluorescence("model=lytle")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("nonparalyzable"))
  }

  @Test("what is written holds the raw columns, the sum, the step and the origin") func written() throws {
    let outcome = try fluorescence(more: ["-o", "sum.nxs"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let inspect = try Edgewise.run("inspect", "sum.nxs", "--format", "json", in: folder)
    #expect(inspect.status == 0)
    #expect(inspect.output.contains("ifluor_corrected_stddev") && inspect.output.contains("roi3"))
    #expect(inspect.output.contains("dead-time correction") && inspect.output.contains("Fe.002"))
    #expect(inspect.output.contains("ifluor_corrected/I0"))
    #expect(try Edgewise.run("validate", "sum.nxs", in: folder).status == 0)
  }
}
