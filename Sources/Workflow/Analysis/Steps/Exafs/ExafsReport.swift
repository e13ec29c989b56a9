/// EXAFS fits in the words of reports.
import Analysis
import Bytes
import DataModel
import Datasets

/// What a fit of paths gave: values, arrays, findings, and data to be written.
struct ExafsReport {
  private let fit: ExafsResult
  private let members: [ChiSeries.Member]
  private let words: [[ExafsRecipe.PathWords]]

  /// One member for each data set, with the paths that the recipe names for it.
  init(_ fit: ExafsResult, _ members: [ChiSeries.Member], _ words: [[ExafsRecipe.PathWords]]) {
    self.fit = fit
    self.members = members
    self.words = words
  }

  private var place: Finding.Location { members.count == 1 ? members[0].place : Finding.Location() }

  // MARK: Values

  /// The result of the report.
  func result() throws(AnalysisError) -> AnalysisResult {
    var result = AnalysisResult()
    if members.count == 1 {
      result.file = members[0].file
      result.selector = members[0].measurement.selector
      result.label = members[0].chi.label
    }
    let names = Set(fit.estimates.map(\.name))
    let noise = fit.sets.map(\.noise)
    result.values = [
      AnalysisField("signal", .text(members[0].chi.signal)),
      AnalysisField("parameters", .object(fit.estimates.map(\.field))),
    ]
    result.values += fit.fit.statistics
    result.values += [
      AnalysisField("rfactor", .number(fit.rFactor)), AnalysisField("epsilon_k", .number(noise[0].meanEpsilonK)),
      AnalysisField("epsilon_r", Self.value(noise[0].epsilonR)),
      AnalysisField("correlations", .object(fit.fit.correlationFields { names.contains($0) })),
      AnalysisField("paths", .list(fit.sets.indices.flatMap { set in paths(set).map { .object($0) } })),
    ]
    if members.count > 1 {
      let sets = zip(members, fit.sets).map { member, set -> AnalysisValue in
        .object([
          AnalysisField("file", .text(member.file)), AnalysisField("selector", .text(member.measurement.selector)),
          AnalysisField("epsilon_k", .number(set.noise.meanEpsilonK)),
          AnalysisField("epsilon_r", Self.value(set.noise.epsilonR)),
          AnalysisField("n_idp", .number(set.independentPoints)),
        ])
      }
      result.values.append(AnalysisField("datasets", .list(sets)))
    }
    for number in fit.sets.indices {
      let ending = number == 0 ? "" : "_\(number + 1)"
      for part in try curves(number) { result.arrays += part.map { ($0.name + ending, $0.values) } }
      result.companions += try companions(number, ending)
    }
    return result
  }

  private static func value(_ numbers: [Double]) -> AnalysisValue {
    numbers.count == 1 ? .number(numbers[0]) : .list(numbers.map { .number($0) })
  }

  /// A row for each path: what a paper prints.
  private func paths(_ set: Int) -> [[AnalysisField]] {
    zip(fit.sets[set].paths, words[set]).map { path, words in
      var fields = [AnalysisField("file", .text(words.file)), AnalysisField("label", AnalysisValue(words.label))]
      if members.count > 1 { fields.append(AnalysisField("dataset", .integer(set + 1))) }
      fields += [
        AnalysisField("atoms", .text(path.path.geometry)), AnalysisField("reff", .number(path.path.halfLength)),
      ]
      func estimate(_ name: String, _ estimate: ExafsResult.Estimate?) {
        guard let estimate else { return }
        fields.append(AnalysisField(name, AnalysisValue(estimate.value, error: estimate.standardError)))
      }
      estimate("n", path["degen"])
      estimate("s02", path["s02"])
      estimate("r", path.distance)
      for name in ["sigma2", "e0", "deltar"] { estimate(name, path[name]) }
      // What hardly anyone fits would only widen the table.
      for name in ["third", "fourth", "ei"] where isUsed(name) { estimate(name, path[name]) }
      return fields
    }
  }

  /// Whether any path has other than 0 for a parameter.
  private func isUsed(_ name: String) -> Bool {
    fit.sets.contains { set in set.paths.contains { $0[name].map { $0.value != 0 || $0.standardError != nil } ?? false }
    }
  }

  // MARK: Curves

  private typealias Curve = (name: String, values: [Double])

  /// The curves over k, over R and over q; each list begins with its axis.
  private func curves(_ number: Int) throws(AnalysisError) -> [[Curve]] {
    let set = fit.sets[number]
    let data = set.background.map { zip(set.data, $0).map { $0 - $1 } } ?? set.data
    var overK: [Curve] = [("k", set.k), ("chi_data", data), ("chi_model", set.model)]
    if let background = set.background { overK.append(("bkg", background)) }
    for (index, path) in set.paths.enumerated() { overK.append(("chi_path_\(index + 1)", path.chi)) }
    let forward = try set.transform.forward()
    let back = try set.transform.back()
    var overR: [Curve] = []
    var overQ: [Curve] = []
    for (name, chi) in [("data", data), ("model", set.model)] {
      let chir = try forward.apply(to: try Self.chi(set.k, chi))
      let chiq = try back.apply(to: chir, pointCount: forward.pointCount)
      if overR.isEmpty {
        overR.append(("r", chir.distances))
        overQ.append(("q", chiq.q))
      }
      overR += [
        ("chir_\(name)_mag", chir.magnitude), ("chir_\(name)_re", chir.real), ("chir_\(name)_im", chir.imaginary),
      ]
      overQ += [
        ("chiq_\(name)_re", chiq.real), ("chiq_\(name)_im", chiq.imaginary), ("chiq_\(name)_mag", chiq.magnitude),
      ]
    }
    return [overK, overR, overQ]
  }

  private static func chi(_ k: [Double], _ values: [Double]) throws(AnalysisError) -> ChiSpectrum {
    do throws(ResolveError) {
      return try ChiSpectrum(k: k, values: values)
    } catch {
      throw AnalysisError(error)
    }
  }

  /// The window over k, and the range of R at the power of k of the curves over R.
  private func companions(_ number: Int, _ ending: String) throws(AnalysisError) -> [AnalysisCurve] {
    let set = fit.sets[number]
    let transform = set.transform
    let forward = try transform.forward()
    let window = try forward.window.values(step: transform.step, count: forward.pointCount)
    let weight = transform.weights[0]
    return [
      AnalysisCurve("window" + ending, x: set.k, y: Array(window.prefix(set.k.count))),
      AnalysisCurve("range" + ending, x: [transform.rmin, transform.rmax], y: [weight, weight]),
    ]
  }

  // MARK: Data

  /// A measurement for each data set: data, model and paths over k, transforms over R and q, the fit in the step.
  func measurements(_ parameters: [AnalysisParameters]) throws(AnalysisError) -> [Measurement] {
    let roles: [String: (ChannelRole, String)] = ["k": (.k, "1/Å"), "r": (.r, "Å"), "q": (.other, "1/Å")]
    var result: [Measurement] = []
    for number in fit.sets.indices {
      var channels: [Channel] = []
      for part in try curves(number) {
        let axis = part[0].name
        for curve in part {
          let role =
            curve.name == "chi_data" ? (.chi, nil) : roles[curve.name].map { ($0.0, Optional($0.1)) } ?? (.other, nil)
          channels.append(
            Channel(
              name: curve.name, role: role.0, unit: role.1, dimensions: [Dimension(axis)], values: Values(curve.values))
          )
        }
      }
      let step = Step(
        operation: "exafs", program: "edgewise", version: EdgewiseVersion.string,
        parameters: parameters[number].stepParameters(of: .exafs) + stepParameters(number))
      var measurement = Measurement(channels, of: members[number], signal: "chi_data", step: step)
      measurement.signals.append(
        Signal(
          name: "chi_model", expression: "chi_model", element: measurement.signals[0].element,
          edge: measurement.signals[0].edge))
      result.append(measurement)
    }
    return result
  }

  /// What the fit found, for the record.
  private func stepParameters(_ set: Int) -> [StepParameter] {
    var result = fit.estimates.map {
      StepParameter("fit.\($0.name)", .number($0.value), standardError: $0.standardError)
    }
    for field in fit.fit.statistics + [AnalysisField("rfactor", .number(fit.rFactor))] {
      switch field.value {
      case .number(let number): result.append(StepParameter("fit." + field.name, .number(number)))
      case .integer(let number): result.append(StepParameter("fit." + field.name, .integer(Int64(number))))
      default: break
      }
    }
    let units = ["r": "Å", "sigma2": "Å²", "e0": "eV", "third": "Å³", "fourth": "Å⁴", "ei": "eV"]
    for (number, path) in fit.sets[set].paths.enumerated() {
      let name = "path.\(number + 1)."
      result.append(StepParameter(name + "file", .text(words[set][number].file)))
      let values = [("degen", path["degen"]), ("s02", path["s02"]), ("r", path.distance)]
      for (key, estimate) in values + ["sigma2", "e0", "third", "fourth", "ei"].map({ ($0, path[$0]) }) {
        guard let estimate else { continue }
        result.append(
          StepParameter(
            name + key, .number(estimate.value), unit: units[key], standardError: estimate.standardError))
      }
    }
    return result
  }

  // MARK: Findings

  var findings: [Finding] {
    var findings = fit.fit.findings(at: place)
    for name in fit.idle {
      findings.append(Finding(FitFinding.idle, "no path depends on \(name); it was held at its value", at: place))
    }
    for (member, set) in zip(members, fit.sets) {
      let transform = set.transform
      if transform.kmax > set.end + transform.step {
        findings.append(
          Finding(
            FitFinding.range,
            "kmax=\(Self.words(transform.kmax)) 1/Å, and the data ends at \(Self.words(set.end)) 1/Å", at: member.place)
        )
      }
      for path in set.paths {
        let length = path.path.halfLength
        // Peaks of chi(R) lie some tenths of an Å before the length of their path.
        guard length < transform.rmin || length > transform.rmax + 0.6 else { continue }
        findings.append(
          Finding(
            FitFinding.pathRange,
            "\(path.path.label) has a length of \(Self.words(length)) Å, and the fit goes from "
              + "\(Self.words(transform.rmin)) to \(Self.words(transform.rmax)) Å", at: member.place))
      }
    }
    return findings
  }

  private static func words(_ number: Double) -> String { DisplayNumber.significant(number, digits: 5) }
}
