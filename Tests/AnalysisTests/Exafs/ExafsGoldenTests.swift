import Datasets
import Foundation
import Testing

@testable import Analysis

/// All fits that Larch did, of chi(k) that our background removal makes of the same spectra with the same settings.
@Suite("Fits against Larch", .enabled(if: Golden.isPresent)) struct ExafsGoldenTests {
  private struct Case {
    var item: [String: Any]
    var fit: ExafsFit
  }

  private static let labels: [String] = (try? items().compactMap { $0["label"] as? String }) ?? []

  private static func items() throws -> [[String: Any]] {
    try (Golden.names("dev_feffit") + Golden.names("test_feffit")).flatMap { name in
      try #require(try Golden.read(name)["items"] as? [[String: Any]])
    }
  }

  /// chi(k) and its error in the unit of mu, which is what Larch adds to the noise.
  private func background(_ name: String, _ options: [String: Any]) throws -> (chi: ChiSpectrum, error: [Double]?) {
    let all = Golden.names("dev_spectrum") + Golden.names("test_spectrum")
    let file = try #require(all.first { $0.hasSuffix("spectrum_\(name).json") })
    let golden = try Golden.read(file)
    let (energy, mu) = try Golden.spectrum(golden)
    let normal = try Normalization().apply(to: try Spectrum(energy: energy, values: mu))
    var autobk = Autobk()
    autobk.rbkg = options["rbkg"] as? Double ?? 1
    autobk.weight = options["kweight"] as? Double ?? 1
    let result = try autobk.apply(
      to: try Spectrum(energy: energy, values: mu), e0: normal.e0, edgeStep: normal.edgeStep)
    return (try ChiSpectrum(k: result.k, values: result.chi), result.chiError)
  }

  private func transform(_ words: [String: Any]) throws -> ExafsTransform {
    var transform = ExafsTransform()
    let places: [String: WritableKeyPath<ExafsTransform, Double>] = [
      "kmin": \.kmin, "kmax": \.kmax, "dk": \.dk, "rmin": \.rmin, "rmax": \.rmax, "rbkg": \.rbkg, "dr": \.dr,
    ]
    for (name, value) in words {
      switch (name, value) {
      case ("kweight", let list as [Double]): transform.weights = list
      case ("kweight", let number as Double): transform.weights = [number]
      case ("window", let word as String): transform.window = try #require(FourierWindow.Form(rawValue: word))
      case ("fitspace", let word as String): transform.space = try #require(ExafsTransform.Space(rawValue: word))
      case (_, let number as Double): transform[keyPath: try #require(places[name])] = number
      default: Issue.record("what is \(name)?")
      }
    }
    return transform
  }

  private func fit(_ item: [String: Any]) throws -> ExafsFit {
    let parameters = try #require(item["parameters"] as? [String: [String: Any]]).map { name, words in
      if let expression = words["expr"] as? String { return FitParameter(name, expression: expression) }
      return FitParameter(
        name, value: words["value"] as? Double ?? .nan, varies: words["vary"] as? Bool ?? false,
        minimum: words["min"] as? Double ?? -.infinity, maximum: words["max"] as? Double ?? .infinity)
    }
    let options = item["dataset_options"] as? [String: Any] ?? [:]
    let data = try #require(item["data"] as? [[String: Any]])
    let paths = try #require(item["paths"] as? [[[String: Any]]])
    var sets: [ExafsDataSet] = []
    for (data, paths) in zip(data, paths) {
      let name = try #require(data["spectrum"] as? String)
      let (chi, error) = try background(name, item["autobk"] as? [String: Any] ?? [:])
      let fitted = try paths.map { words in
        var formulas = words.compactMapValues { ($0 as? String) ?? ($0 as? Double).map { "\($0)" } }
        let file = formulas.removeValue(forKey: "file") ?? ""
        return FittedPath(try FEFFFile.path(file), formulas)
      }
      var set = ExafsDataSet(
        chi, paths: fitted, transform: try transform(try #require(item["transform"] as? [String: Any])),
        epsilonK: options["epsilon_k"] as? Double, refinesBackground: options["refine_bkg"] as? Bool ?? false)
      set.backgroundError = error
      sets.append(set)
    }
    return ExafsFit(parameters.sorted { $0.name < $1.name }, sets)
  }

  @Test("values, errors, statistics and correlations are Larch's", arguments: labels)
  func golden(_ label: String) throws {
    let item = try #require(try Self.items().first { $0["label"] as? String == label })
    let result = try fit(item).run()
    let stats = try #require(item["stats"] as? [String: Double])
    func isNear(_ value: Double?, _ name: String, _ tolerance: Double) {
      let expected = stats[name] ?? .nan
      #expect(abs((value ?? .nan) / expected - 1) < tolerance, "\(name): \(value ?? .nan) and \(expected)")
    }
    isNear(result.fit.independentPoints, "n_independent", 1e-12)
    #expect(Double(result.fit.variableCount) == stats["nvarys"] && Double(result.fit.pointCount) == stats["ndata"])
    isNear(result.rFactor, "rfactor", 1e-6)
    isNear(result.fit.reducedChiSquare, "chi2_reduced", 1e-6)
    isNear(result.fit.akaike, "aic", 1e-5)
    isNear(result.fit.bayesian, "bic", 1e-5)
    for (name, words) in try #require(item["variables"] as? [String: [String: Any]]) where !name.hasPrefix("bkg") {
      let expected = try #require(words["value"] as? Double)
      let estimate = try #require(result.estimates.first { $0.name == name })
      guard let error = words["stderr"] as? Double else { continue }
      #expect(abs(estimate.value - expected) < 1e-3 * error, "\(name): \(estimate.value) and \(expected) +- \(error)")
      #expect(abs((estimate.standardError ?? .nan) / error - 1) < 1e-3, "\(name): \(estimate.standardError ?? .nan)")
    }
    for (pair, value) in try #require(item["correlations"] as? [String: Double]) {
      let names = Set(pair.split(separator: "|").map(String.init))
      guard let found = result.fit.correlations.first(where: { [$0.first, $0.second].allSatisfy(names.contains) })
      else { continue }
      #expect(abs(found.value - value) < 1e-3, "\(pair): \(found.value) and \(value)")
    }
    let sets = try #require(item["datasets"] as? [[String: Any]])
    for (set, golden) in zip(result.sets, sets) {
      for (path, words) in zip(set.paths, try #require(golden["paths"] as? [[String: Any]])) {
        for (name, words) in try #require(words["params"] as? [String: [String: Any]]) {
          let estimate = try #require(path[name])
          guard let error = words["stderr"] as? Double else { continue }
          var expected = words["value"] as? Double ?? .nan
          // Larch works the value of a formula with `reff` out with the length of the last path, for all of them; the
          // errors and the fit have that of each.
          if name == "deltar", let alpha = result.estimates.first(where: { $0.name == "alpha" }) {
            expected = alpha.value * path.path.halfLength
          }
          #expect(abs(estimate.value - expected) < 1e-3 * error, "\(name)")
          #expect(abs((estimate.standardError ?? .nan) / error - 1) < 1e-3, "\(name)")
        }
      }
      for row in try #require(golden["model_chi"] as? [[String: Double]]) {
        let i = Int(try #require(row["i"]))
        #expect(abs(set.model[i] - (row["chi"] ?? .nan)) < 1e-5)
      }
    }
  }
}
