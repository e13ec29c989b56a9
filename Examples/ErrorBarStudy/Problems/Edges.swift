import Analysis
import Datasets
import Glibc

/// Edge steps and shifts.
extension Problem {
  static func edgeSteps() throws -> [Problem] {
    let energy = Curves.grid(6962...7712, step: 1)
    let clean = energy.map { energy in
      let rise = Curves.erf(energy, 1, 7112, 4)
      let behind = max(0, energy - 7112)
      return 1.3 - 4e-4 * (energy - 7112) + rise * (0.8 - 3e-4 * behind + 1e-7 * behind * behind)
    }
    var given = Normalization()
    given.e0 = 7112
    let known = given
    return [
      Problem(
        title: "Edge step of a normalisation",
        setup:
          "A step of 0.8 between a line and a parabola, \(energy.count) points every 1 eV, noise 0.01; ranges as the program chooses them.",
        rows: [
          Row(
            "edge_step, e0 given",
            "Two linear fits, whose scatter is the noise: exact but for few degrees of freedom before the edge."
          ),
          Row(
            "edge_step, e0 from the largest derivative",
            "Another point of the edge changes what the polynomial says there by less than the error."
          ),
        ]
      ) { draws in
        let values = clean.map { $0 + 0.01 * draws.normal() }
        let spectrum = try Spectrum(energy: energy, values: values)
        return try [known, Normalization()].map { options in
          let result = try options.apply(to: spectrum)
          return Statement(result.edgeStep, result.edgeStepError, truth: 0.8)
        }
      }
    ]
  }

  static func alignments() throws -> [Problem] {
    [
      try alignment(
        noise: 0.001,
        "Interpolated points have less noise than measured ones, so that the scatter says too little (5 % here), and a shift towards half a step looks "
          + "better than it is."),
      try alignment(
        noise: 0.01,
        "The same; the bias towards half a step grows with the noise, to the size of the error here. Align noisy scans with points close together, or by "
          + "a foil."),
    ]
  }

  private static func alignment(noise: Double, _ remark: String) throws -> Problem {
    let energy = Curves.grid(8930...9050, step: 0.5)
    func edge(_ shift: Double) -> [Double] {
      energy.map { place in
        let energy = place - shift
        return Curves.arctan(energy, 1, 8979, 1.5) + Curves.gaussian(energy, 1.5, 8985, 2)
          - Curves.gaussian(energy, 1, 8996, 4)
      }
    }
    let (fixed, moved) = (edge(0), edge(0.35).map { 0.4 + 2.5 * $0 })
    return Problem(
      title: "Alignment, noise \(noise)",
      setup:
        "Two spectra, points every 0.5 eV, one 0.35 eV higher and 2.5 times as thick; noise \(noise) of the edge step in both.",
      rows: [Row("shift", .misleading, remark)]
    ) { draws in
      let first = try Spectrum(energy: energy, values: fixed.map { $0 + noise * draws.normal() })
      let second = try Spectrum(
        energy: energy, values: moved.map { $0 + 2.5 * noise * draws.normal() })
      let shift = try Alignment().shift(of: second, onto: first, e0: 8979)
      return [Statement(shift.value, shift.standardError, truth: -0.35)]
    }
  }
}
