import Foundation
import Plotting
import Testing

@testable import Formats
@testable import Workflow

/// Spectra and fine structures of formulas, and what a step makes of them.
struct StepRunFixture {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  // MARK: Spectra

  /// The normalised spectrum of a part: 0 far before its edge, 1 far behind it.
  private func part(_ number: Int, _ energy: Double) -> Double {
    let t = (energy - [7112.0, 7120, 7116][number]) / 2
    return 0.5 * (1 + erf(t)) + [0.1, 0.9, 0.4][number] * exp(-0.5 * (t - 1) * (t - 1))
  }

  /// A spectrum with these amounts of the parts, an edge step of 0.7, and `extra` on top.
  func write(
    _ name: String, _ amounts: [Double], seed: Int = 1, extra: (Double) -> Double = { _ in 0 }
  ) throws {
    var text = "# Sample.name: \(name)\n# Element.symbol: Fe\n# Element.edge: K\n# energy(eV) mu\n"
    for (i, energy) in stride(from: 6962.0, through: 7412, by: 0.5).enumerated() {
      let norm = amounts.indices.reduce(0) { $0 + amounts[$1] * part($1, energy) }
      let noise = 2e-5 * Double((i * (7 + 2 * seed) + i * i * (3 + seed)) % 11 - 5)
      text += "\(energy) \(0.3 - 2e-4 * (energy - 7112) + 0.7 * norm + noise + extra(energy))\n"
    }
    try folder.write(text, to: name + ".dat")
  }

  func writeStandards() throws {
    try write("metal", [1, 0, 0], seed: 2)
    try write("oxide", [0, 1, 0], seed: 3)
    try write("sulfide", [0, 0, 1], seed: 4)
  }

  static let normalizing = [
    "normalize.e0=7116", "normalize.pre1=-140", "normalize.pre2=-60", "normalize.norm1=100", "normalize.norm2=290",
    "normalize.nnorm=1",
  ]

  // MARK: Fine structures

  func writePath() throws {
    func number(_ value: Double) -> String { String(format: "%.7E", value) }
    var text = """
       Cu  made up                                                    Feff XX 6.10
       Abs   Z=29 Rmt= 1.289 Rnm= 1.424 K shell
       Pot 1 Z=29 Rmt= 1.272 Rnm= 1.392
       Gam_ch=1.761E+00 H-L exch
       Mu=-5.535E+00 kf=1.806E+00 Vint=-1.796E+01 Rs_int= 2.008
       Path    1      icalc       2
       -----------------------------------------------------------------------
         2  12.0   2.5    2.6300   -5.53502 nleg, deg, reff, rnrmav(bohr), edge
              x         y         z   pot at#
           .0000     .0000     .0000  0  29 Cu       absorbing atom
           2.5000    .0000     .0000  1  29 Cu
          k   real[2*phc]   mag[feff]  phase[feff] red factor   lambda     real[p]@#

      """
    for i in 0...100 {
      let k = 0.2 * Double(i)
      let amplitude = 0.6 * k * exp(-0.02 * k * k) / (1 + 0.2 * k)
      let row = [number(2.5 - 0.9 * k), number(amplitude), number(-1), number(1), number(6 + 0.4 * k)]
      text += " \(String(format: "%.3f", k))  " + row.joined(separator: "  ")
      text += "  " + number((k * k + 3.2).squareRoot()) + "\n"
    }
    try folder.write(text, to: "cu.feff")
  }

  func writeChi(_ name: String, damping: Double = 0.03) throws {
    var text = "# k(1/Å) chi\n"
    for i in 0...320 {
      let k = 0.05 * Double(i)
      let shell = 0.8 * exp(-damping * k * k) * sin(4.1 * k + 1.5)
      text += "\(k) \(shell + 0.004 * sin(7.3 * k) + 0.0003 * Double((i * i * 7 + i) % 11 - 5))\n"
    }
    try folder.write(text, to: name + ".dat")
  }

  static let path = "{file: cu.feff, s02: amp, e0: 0, deltar: dr, sigma2: ss}"
  static let fit = """
    parameters: {amp: {value: 1, min: 0}, dr: {value: 0}, ss: {value: 0.005, min: 0}, fixed: 3}
    transform: {kmin: 3, kmax: 12, kweight: 2, dk: 1, window: hanning, rmin: 1.4, rmax: 3}

    """

  // MARK: Runs

  /// The figure of a step over files of the folder, and the results that it is made from.
  func figure(
    _ step: AnalysisStep, _ files: [String], _ words: [String] = [], recipe: String? = nil
  ) throws -> (figure: Figure, results: [AnalysisResult]) {
    let said = try recipe.map { try StepRecipe(Array($0.utf8), file: folder.path("recipe.yaml")) }
    var parameters = try AnalysisParameters(words, recipe: said, of: step)
    let input = AnalysisInput(
      files.map { InputEntry(InputAddress(file: folder.path($0 + ".dat"))) }, reader: InputReader(), context: .none)
    let outcome = try step.run(input, &parameters)
    return (try #require(StepFigure.figure(of: step, outcome, parameters)), outcome.results)
  }

  func standards(_ names: [String] = ["oxide", "metal", "sulfide"]) -> String {
    "standards=[" + names.map { folder.path($0 + ".dat") }.joined(separator: ",") + "]"
  }
}

extension Figure.Panel {
  var lines: [Figure.Line] { marks.compactMap { if case .line(let line) = $0 { line } else { nil } } }
  var points: [Figure.Points] { marks.compactMap { if case .points(let points) = $0 { points } else { nil } } }
  var bands: [Figure.Band] { marks.compactMap { if case .band(let band) = $0 { band } else { nil } } }
  var spans: [Figure.Span] { marks.compactMap { if case .span(let span) = $0 { span } else { nil } } }
  var rules: [Figure.Rule] { marks.compactMap { if case .rule(let rule) = $0 { rule } else { nil } } }

  func line(_ start: String) throws -> Figure.Line { try #require(lines.first { $0.label.hasPrefix(start) }) }
  func points(_ start: String) throws -> Figure.Points { try #require(points.first { $0.label.hasPrefix(start) }) }

  /// Whether the residual is data less fit, moved to below all of them by the same amount everywhere.
  func hasResidual(_ label: String, of data: [Double], _ fit: [Double]) throws -> Bool {
    let residual = try line(label)
    let shifts = residual.y.indices.map { residual.y[$0] - (data[$0] - fit[$0]) }
    let level = shifts.reduce(0, +) / Double(shifts.count)
    let lowest = (data + fit).min() ?? 0
    return shifts.allSatisfy { abs($0 - level) < 1e-9 } && (residual.y.max() ?? 0) < lowest
      && rules.contains { $0.direction == .horizontal && abs($0.value - level) < 1e-9 }
  }
}
