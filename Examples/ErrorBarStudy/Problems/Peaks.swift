import Analysis

/// Peak fits with even noise.
extension Problem {
  static func peaks() throws -> [Problem] {
    [
      peaks(
        "One Gaussian on a line",
        "Area 1, centre 7112, sigma 1.2, 121 points every 0.1 eV, noise 0.01.",
        PeakModel(
          peaks: [
            PeakComponent(
              "p1", .gaussian, ["center": .init(value: 7112.3), "sigma": .init(value: 1)])
          ],
          baseline: [PeakComponent("baseline", .linear)]),
        x: Curves.grid(7106...7118, step: 0.1), noise: 0.01, variables: 5,
        truth: [
          ("p1_center", 7112), ("p1_amplitude", 1), ("p1_sigma", 1.2), ("p1_height", 0.332_451_9),
        ]
      ) { Curves.gaussian($0, 1, 7112, 1.2) + 0.1 + 0.01 * ($0 - 7112) },
      peaks(
        "Two Gaussians on an arctan",
        "Areas 0.5 and 0.8, 1.6 eV apart, sigma 0.5 and 0.6, before an arctan of height 1; 161 points every 0.1 eV, noise 0.005.",
        PeakModel(
          peaks: [
            PeakComponent(
              "p1", .gaussian, ["center": .init(value: 529.2), "sigma": .init(value: 0.6)]),
            PeakComponent(
              "p2", .gaussian, ["center": .init(value: 530.8), "sigma": .init(value: 0.6)]),
          ],
          baseline: [
            PeakComponent(
              "baseline", .arctan,
              [
                "center": .init(value: 534.2), "sigma": .init(value: 1),
                "amplitude": .init(value: 1),
              ])
          ]),
        x: Curves.grid(524...540, step: 0.1), noise: 0.005, variables: 9,
        truth: [
          ("p1_center", 529), ("p1_amplitude", 0.5), ("p2_sigma", 0.6), ("peaks_area", 1.3),
          ("peaks_centroid", (0.5 * 529 + 0.8 * 530.6) / 1.3), ("baseline_center", 534),
        ]
      ) {
        Curves.gaussian($0, 0.5, 529, 0.5) + Curves.gaussian($0, 0.8, 530.6, 0.6)
          + Curves.arctan($0, 1, 534, 1)
      },
      peaks(
        "Two Voigts on a constant",
        "Areas 1 and 0.7, 2.5 eV apart, gamma = sigma = 0.5 and 0.6; 161 points every 0.1 eV, noise 0.005.",
        PeakModel(
          peaks: [
            PeakComponent(
              "p1", .voigt, ["center": .init(value: 529.2), "sigma": .init(value: 0.6)]),
            PeakComponent(
              "p2", .voigt, ["center": .init(value: 531.3), "sigma": .init(value: 0.6)]),
          ], baseline: [PeakComponent("baseline", .constant)]),
        x: Curves.grid(522...538, step: 0.1), noise: 0.005, variables: 7,
        truth: [("p1_center", 529), ("p1_amplitude", 1), ("p2_sigma", 0.6), ("peaks_area", 1.7)]
      ) { Curves.voigt($0, 529, 0.5, 0.5) + 0.7 * Curves.voigt($0, 531.5, 0.6, 0.6) + 0.2 },
    ]
  }

  private static let meanings = [
    "center": "A place", "amplitude": "An area", "sigma": "A width",
    "height": "A height, which follows from area and width",
    "area": "The areas of all peaks added up, with their correlation",
    "centroid": "The centroid of all peaks, a formula of areas and centres",
  ]

  private static func peaks(
    _ title: String, _ setup: String, _ model: PeakModel, x: [Double], noise: Double,
    variables: Int,
    truth: [(name: String, value: Double)], _ curve: (Double) -> Double
  ) -> Problem {
    let clean = x.map(curve)
    let freedom = Double(x.count - variables)
    return Problem(
      title: "Peaks: " + title, setup: setup,
      rows: truth.map { name, _ in
        let meaning = name.split(separator: "_").last.flatMap { meanings[String($0)] } ?? name
        return Row(
          name, freedom: freedom, meaning + "; the model is nearly straight within the errors.")
      }
    ) { draws in
      let y = clean.map { $0 + noise * draws.normal() }
      let result = try PeakFit(model).fit(SampledCurve(name: "spectrum", x: x, y: y))
      return truth.map { name, value in
        let estimate = result.estimates[name]
        return Statement(estimate?.value ?? .nan, estimate?.standardError, truth: value)
      }
    }
  }
}
