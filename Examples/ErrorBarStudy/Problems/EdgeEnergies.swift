import Analysis
import Datasets

/// Energies of an edge.
extension Problem {
  private struct Way {
    var name: String
    var method: EdgeMethod
    var window: ClosedRange<Double>?
    var nature = Nature.regular
    var remark: String
  }

  private static let ways = [
    Way(
      name: "derivative", method: .derivative, nature: .misleading,
      remark:
        "One of the measured energies, here held against the place of the largest derivative between them: the deviation is mostly that of "
        + "the grid, not normal and not the same mean from scan to scan."),
    Way(
      name: "parabola", method: .parabola,
      remark:
        "The noise of the points is carried through the polynomial around the edge; at this noise its third derivative is uncertain, too: 5 % too small."
    ),
    Way(name: "half", method: .half, remark: "Noise of the crossing and of both curves of the normalisation."),
    Way(
      name: "centroid, its window given", method: .centroid, window: 7100...7126,
      remark: "A quotient of two sums over the derivative, linear within the errors."),
    Way(
      name: "centroid, `EdgeLocator` without a window", method: .centroid, nature: .misleading,
      remark:
        "The window lies 10 eV to either side of the largest derivative and jumps with it from one measured energy to the next, of which the "
        + "error knows nothing: give the window, as `analyze edges` does."),
    Way(
      name: "white-line", method: .whiteLine,
      remark: "The zero of a slope; the noise of the points is carried through the polynomial."),
  ]

  static func edgeEnergies() throws -> [Problem] {
    let energy = Curves.grid(7012...7412, step: 0.5)
    let clean = energy.map {
      0.2 + Curves.erf($0, 1, 7112.13, 2.5) * (1 - 2e-4 * max(0, $0 - 7112.13)) + Curves.gaussian($0, 2.5, 7117.4, 2.2)
    }
    let noise = 0.003
    let locators = ways.map { way in
      var locator = EdgeLocator()
      locator.centroidWindow = way.window
      return locator
    }
    let ideal = try Spectrum(energy: energy, values: clean, variance: energy.map { _ in noise * noise })
    let truth = try zip(ways, locators).map { way, locator in
      try locator.energy(way.method == .derivative ? .parabola : way.method, of: ideal).value
    }
    return [
      Problem(
        title: "Energy of an edge",
        setup:
          "A step with a white line, points every 0.5 eV, noise 0.003 of the step, which the program finds from the points. The truth is what "
          + "each method gives without noise: by how much the methods differ from each other is not the matter of errors.",
        rows: ways.map { Row("e0, \($0.name)", $0.nature, $0.remark) }
      ) { draws in
        let spectrum = try Spectrum(energy: energy, values: clean.map { $0 + noise * draws.normal() })
        return try ways.indices.map { i in
          let found = try locators[i].energy(ways[i].method, of: spectrum)
          return Statement(found.value, found.standardError, truth: truth[i])
        }
      }
    ]
  }
}
