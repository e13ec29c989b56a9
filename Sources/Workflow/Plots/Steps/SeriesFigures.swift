/// The figures of `merge` and `rebin`.
import Plotting

extension StepFigure {
  /// The mean with the standard deviation of the scans, which are drawn thin behind it.
  static let merge = StepFigure(step: "merge") { all in
    guard let result = all.results.first, let energy = result.array("energy"), let mean = result.array("mu") else {
      return nil
    }
    let members = StepResults.thinned(result.companions, to: 100)
    var marks = members.enumerated().map { number, curve in
      Figure.Mark.line(
        Figure.Line(
          number == 0 ? "\(result.companions.count) scans" : "", x: curve.x, y: curve.y, color: .soft, width: 0.6))
    }
    if let deviation = result.array("mu_std") {
      marks.append(
        .band(
          Figure.Band(
            "± standard deviation", x: energy, low: zip(mean, deviation).map { $0 - $1 },
            high: zip(mean, deviation).map { $0 + $1 }, color: .single(0))))
    }
    marks.append(.line(Figure.Line("mean", x: energy, y: mean)))
    let above = Figure.Panel(x: .energy, y: .absorption, marks)
    guard let deviation = result.array("mu_std") else { return Figure([above]) }
    let below = Figure.Panel(
      x: .energy, y: Figure.Axis("std. dev.", contains: [0]),
      [.area(Figure.Area(x: energy, y: deviation)), .line(Figure.Line(x: energy, y: deviation, width: 1))])
    return Figure.stack([above, below], title: result.label ?? "", rows: [1, 0.35])
  }

  /// The points as they were, and the means of the bins.
  static let rebin = StepFigure(step: "rebin") { all in
    if let (result, name) = all.single, let before = result.companion("before"), let energy = result.array("energy"),
      let mu = result.array("mu")
    {
      let marks: [Figure.Mark] = [
        .line(Figure.Line("before", x: before.x, y: before.y, color: .soft, width: 1)),
        .points(Figure.Points("rebinned", x: energy, y: mu, size: 3, isJoined: true)),
      ]
      return Figure([Figure.Panel(x: .energy, y: .absorption, marks)], title: name)
    }
    let marks = all.lines("energy", "mu")
    guard !marks.isEmpty else { return nil }
    return Figure([Figure.Panel(x: .energy, y: .absorption, marks, colorBar: all.style.colorBar)])
  }
}
