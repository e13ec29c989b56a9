import Bytes
import DataModel
import Glibc
import Testing

/// The twelve hard cases that the model must hold without loss, each made of simulated but sensible numbers.
enum HardCases {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let document: Document

    var testDescription: String { name }
  }

  static let all: [Case] = [
    make("sub-scans at two rates", [subScansAtTwoRates()]),
    make("a project record with unequal arrays", [unequalArrays()]),
    make("quick-EXAFS: spectrum × point with a temperature per spectrum", [quickEXAFS()]),
    make("an XMCD pair", xmcdPair()),
    make("a detector of 100 elements with ICR and OCR", [hundredElements()]),
    make("a RIXS map ragged in emission", [raggedMap()]),
    make("10^6 streamed photon events with a scan log", [photonEvents()]),
    make("a SPEC scan with MCA lines and repeated keys", [multichannelScan()]),
    make("a reference foil in the same scan", [referenceFoil()]),
    make("a merge with its members", [merge()]),
    make("three yields at once", [threeYields()]),
    make("an operando series with a cycler", operandoSeries()),
  ]

  static func make(_ name: String, _ measurements: [Measurement]) -> Case {
    Case(
      name: name,
      document: Document(
        origin: Origin(name: "made-in-code", format: "test", readerVersion: "0"), measurements: measurements))
  }

  /// An absorption edge: an arctangent step with a decaying oscillation, in edge steps.
  static func absorption(at energies: [Double], edge: Double, shift: Double = 0) -> [Double] {
    energies.map { energy in
      let relative = energy - edge - shift
      let step = 0.5 + atan2(relative, 2) / .pi
      let ripple = relative > 0 ? 0.12 * cosine(relative / 18) / (1 + relative / 60) : 0
      return 0.3 - 1e-5 * relative + step + ripple * step
    }
  }

  static func grid(from start: Double, step: Double, count: Int) -> [Double] {
    (0..<count).map { start + step * Double($0) }
  }

  /// Beam monitors that give `mu` back as `ln(i0/itrans)`.
  static func monitors(for mu: [Double]) -> (i0: [Double], itrans: [Double]) {
    let i0 = mu.indices.map { 1.2e5 - 13.7 * Double($0) }
    return (i0, zip(i0, mu).map { $0 * exponential(-$1) })
  }
}
