import Bytes
import DataModel
import Formats
import Foundation
import Testing

@testable import Analysis

/// Files of FEFF outside the project.
enum FEFFFile {
  /// Where the file of a path in Larch's repository is: `feffit--` marks those of examples/feffit that have namesakes.
  static func place(_ path: String) throws -> String {
    let folder = try #require(Golden.folder) + "/corpus/feff/"
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let places = [folder + "feffit--" + name, folder + name]
    return try #require(places.first { FileManager.default.fileExists(atPath: $0) })
  }

  static func path(_ name: String) throws -> ScatteringPath {
    let source = try ByteSource(place(name))
    let read = try #require(FormatRegistry.format(id: "feff")?.read)
    let document = try read(source)
    return try ScatteringPath(try #require(document.measurements.first), label: name)
  }
}

/// A path that is made up of smooth curves, in the manner of a shell of copper.
enum MadePath {
  static let curves: ScatteringPath.Curves = {
    let k = (0...60).map { (i: Int) -> Double in i < 40 ? 0.1 * Double(i) : 4 + 0.8 * Double(i - 40) }
    func curve(_ formula: (Double) -> Double) -> [Double] { k.map(formula) }
    return ScatteringPath.Curves(
      k: k, amplitude: curve { 0.6 * $0 * exp(-0.02 * $0 * $0) / (1 + 0.2 * $0) },
      phase: curve { 1.5 - 0.9 * $0 }, meanFreePath: curve { 6 + 0.5 * ($0 - 3) * ($0 - 3) / (1 + 0.05 * $0) },
      momentum: curve { ($0 * $0 + 3.2).squareRoot() })
  }()

  static func path(_ label: String = "first", length: Double = 2.5, degeneracy: Double = 12) throws -> ScatteringPath {
    let copper = try #require(Element(symbol: "Cu"))
    return try ScatteringPath(
      label: label, curves: curves, halfLength: length, degeneracy: degeneracy, normanRadius: 2.63,
      atoms: [.init(copper, at: .zero), .init(copper, at: SIMD3(length, 0, 0))])
  }
}
