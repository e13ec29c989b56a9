import DataModel
import Foundation
import Validation

/// A copper K edge out of formulas: an arctangent step of 1 at 8979 eV with the 1.5 eV of copper's core hole, a falling
/// background, and a ripple behind the edge that makes every value another one.
struct CopperScan {
  var energies: [Double] = stride(from: 8779.0, through: 9279, by: 1).map { $0 }
  var unit: String? = "eV"
  var mu: [Double]
  var mode: DetectionMode? = .transmission
  var element: String? = "Cu"
  var edge: String? = "K"
  var edgeEnergy: Double?
  var dSpacing: Double?
  var crystal: String?
  /// Arrays beside energy and mu.
  var more: [SpectrumCurve] = []
  var isDeclared = true

  init() { mu = energies.map(Self.absorption) }

  static func absorption(_ energy: Double) -> Double {
    let x = energy - 8979
    let ripple = x > 10 ? 0.03 * sin(0.21 * x) * exp(-x / 200) : 0
    return 0.3 + (atan(x / 1.5) / .pi + 0.5) - 2e-4 * x + ripple
  }

  /// I0 as a beam that decays by a tenth, with noise that is always the same.
  var i0: [Double] { energies.indices.map { 1e5 * (1 - 0.1 * Double($0) / 500) + 50 * sin(Double($0 * $0)) } }
  /// The beam behind the sample.
  var itrans: [Double] { zip(i0, mu).map { $0 * exp(-$1) } }

  static func curve(_ role: ChannelRole, _ values: [Double], unit: String? = nil, shape: [Int]? = nil) -> SpectrumCurve
  {
    SpectrumCurve(
      role, name: role.rawValue, path: "/1/channels/\(role.rawValue)", unit: unit, values: values, shape: shape)
  }

  var view: SpectrumView {
    let axis = Self.curve(.energy, energies, unit: unit)
    let signal = SpectrumCurve(.mu, name: "mu", path: "/1/channels/mu", mode: mode, values: mu)
    return SpectrumView(
      path: "/1", curves: [axis] + (mu.isEmpty ? [] : [signal]) + more,
      element: element.flatMap { Element(symbol: $0) }.map { SpectrumFact($0, at: "/1/metadata/Element.symbol") },
      edge: edge.flatMap { EdgeLabel(parsing: $0) }.map { SpectrumFact($0, at: "/1/metadata/Element.edge") },
      edgeEnergy: edgeEnergy.map { SpectrumFact($0, at: "/1/metadata/Scan.edge_energy") },
      dSpacing: dSpacing.map { SpectrumFact($0, at: "/1/metadata/Mono.d_spacing") },
      crystal: crystal.map { SpectrumFact($0, at: "/1/metadata/Mono.name") }, isDeclared: isDeclared)
  }

  /// The codes of what the profile finds.
  var codes: [String] { PhysicsProfile.check(view).map(\.code) }
}
