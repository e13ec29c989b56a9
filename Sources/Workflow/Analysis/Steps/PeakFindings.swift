/// What is suspicious about a peak fit, in words.
import Analysis
import DataModel

struct PeakFindings {
  private let model: PeakModel
  private let result: PeakFit.Result

  init(_ model: PeakModel, _ result: PeakFit.Result) {
    self.model = model
    self.result = result
  }

  func findings(at place: Finding.Location) -> [Finding] {
    var findings: [Finding] = []
    if !result.isConverged {
      findings.append(
        Finding(
          MixtureFinding.notConverged,
          "the fit of \(result.variableCount) variables to \(result.x.count) points was given up",
          at: place))
    }
    if !result.isDetermined {
      findings.append(
        Finding(
          MixtureFinding.undetermined,
          "\(result.x.count) points do not determine all of \(result.variableCount) variables"
            + (idle.isEmpty ? "" : "; without influence: " + idle.joined(separator: ", ")), at: place))
    }
    let bound = model.parameterNames.compactMap { name in
      result.estimates[name].flatMap { estimate in estimate.bound.map { "\(name) at \(words($0))" } }
    }
    if !bound.isEmpty {
      findings.append(Finding(MixtureFinding.atBound, "at their bounds: " + bound.joined(separator: ", "), at: place))
    }
    for peak in model.peaks where peak.shape.isPeak || peak.shape == .fano {
      findings += self.findings(of: peak, place)
    }
    return findings
  }

  /// Peaks that went to nothing.
  private var idle: [String] {
    let size = result.data.reduce(0) { max($0, abs($1)) }
    return zip(model.peaks, result.peaks).filter { _, curve in curve.allSatisfy { abs($0) < 1e-9 * size } }
      .map(\.0.name)
  }

  private func findings(of peak: PeakComponent, _ place: Finding.Location) -> [Finding] {
    guard let center = result.estimates[peak.name + "_center"]?.value,
      let width = result.estimates[peak.name + "_fwhm"]?.value, let low = result.x.first, let high = result.x.last
    else { return [] }
    var findings: [Finding] = []
    let step = (high - low) / Double(max(1, result.x.count - 1))
    if center < low + step || center > high - step {
      findings.append(
        Finding(
          MixtureFinding.peakAtEdge,
          "\(peak.name) is at \(words(center)) eV, the range reaches from \(words(low)) to \(words(high)) eV", at: place
        ))
    }
    let nearest = result.x.indices.min { abs(result.x[$0] - center) < abs(result.x[$1] - center) } ?? 0
    let (left, right) = (max(0, nearest - 1), min(result.x.count - 1, nearest + 1))
    let spacing = (result.x[right] - result.x[left]) / Double(max(1, right - left))
    if width < 2 * spacing {
      findings.append(
        Finding(
          MixtureFinding.narrowPeak,
          "\(peak.name) at \(words(center)) eV has a full width of \(words(width)) eV, and points are \(words(spacing)) eV apart",
          at: place))
    }
    return findings
  }

  private func words(_ number: Double) -> String { CurveSeries.text(number) }
}
