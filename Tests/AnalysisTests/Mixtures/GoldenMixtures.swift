import Bytes
import Datasets
import Foundation
import Testing

@testable import Analysis

/// The gold compounds of Larch's linear combinations: read from the project by splitting its text, normalised as the
/// golden file says, without Athena's energy shift, which Larch's reader does not add.
enum GoldenMixtures {
  static let file = "dev_lcf_pca.json"

  struct Group {
    var normal: Normalization.Result
    var energy: [Double]

    func curve(_ name: String, _ array: String) throws -> SampledCurve {
      let values = array == "norm" ? normal.norm : array == "flat" ? normal.flat : normal.slope
      return try SampledCurve(name: name, x: energy, y: values)
    }
  }

  static func groups(_ golden: [String: Any]) throws -> [String: Group] {
    let folder = try #require(Golden.folder)
    let source = try ByteSource(folder + "/corpus/athena-prj/cyanobacteria.prj")
    let text = String(decoding: source.prefix(source.count), as: UTF8.self)
    let wanted = try #require(golden["groups"] as? [String: [String: Any]])
    let ranges = try #require(golden["pre_edge"] as? [String: Any])
    var result: [String: Group] = [:]
    var name = ""
    var x: [Double] = []
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("@args"), let label = line.range(of: "'label','") {
        let words = line[label.upperBound...].prefix { $0 != "'" }
        let plain = words.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
        name = plain.first?.isNumber == true ? "d_" + plain : plain
      }
      if line.hasPrefix("@x") { x = numbers(line) }
      guard line.hasPrefix("@y"), let expected = wanted[name] else { continue }
      var options = Normalization()
      options.pre1 = ranges["pre1"] as? Double
      options.pre2 = ranges["pre2"] as? Double
      options.norm1 = ranges["norm1"] as? Double
      options.norm2 = ranges["norm2"] as? Double
      options.nnorm = ranges["nnorm"] as? Int
      options.e0 = expected["e0"] as? Double
      let normal = try options.apply(to: Spectrum(energy: x, values: numbers(line)))
      #expect(abs(normal.edgeStep - (expected["edge_step"] as? Double ?? 0)) < 1e-11)
      result[name] = Group(normal: normal, energy: x)
    }
    #expect(result.count == wanted.count)
    return result
  }

  private static func numbers(_ line: Substring) -> [Double] {
    line.split(separator: "'").compactMap { Double($0) }
  }
}
