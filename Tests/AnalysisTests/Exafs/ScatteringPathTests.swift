import DataModel
import Foundation
import Testing

@testable import Analysis

@Suite("Scattering paths") struct ScatteringPathTests {
  @Test("a file of FEFF becomes a path with the numbers that stand in it", .enabled(if: Golden.isPresent))
  func reading() throws {
    let path = try FEFFFile.path("feff_feo04.dat")
    let text = try String(contentsOfFile: try FEFFFile.place("feff_feo04.dat"), encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.contains("nleg, deg") })
    let words = line.split(separator: " ").compactMap { Double($0) }
    #expect(Double(path.legCount) == words[0] && path.degeneracy == words[1] && path.halfLength == words[2])
    #expect(path.normanRadius == words[3] && path.atoms.count == 3 && path.atoms[0].element.symbol == "Fe")
    // Half the way around is what FEFF calls reff.
    let way = path.atoms.indices.reduce(0.0) { sum, i in
      let leg = path.atoms[(i + 1) % 3].position - path.atoms[i].position
      return sum + (leg * leg).sum().squareRoot()
    }
    #expect(abs(way / 2 - path.halfLength) < 2e-4)
  }

  @Test("curves and chi(k) are Larch's to 1e-9, for every path and all parameters", .enabled(if: Golden.isPresent))
  func golden() throws {
    var count = 0
    for name in Golden.names("dev_feffpaths") + Golden.names("test_feffpaths") {
      for item in try #require(try Golden.read(name)["items"] as? [[String: Any]]) {
        let source = try #require(item["source"] as? [String: Any])
        let path = try FEFFFile.path(try #require(source["path"] as? String))
        #expect(abs((path.reducedMass ?? 0) / (item["rmass"] as? Double ?? 1) - 1) < 1e-4)
        for row in try #require(item["spline_at_q"] as? [[String: Double]]) {
          let q = try #require(row["q"])
          path.splines.walk { walker in
            let four = walker.values(at: q)
            for (value, key) in zip([four[0], four[1], four[2], four[3]], ["amp", "pha", "rep", "lam"]) {
              #expect(abs(value - (row[key] ?? .nan)) < 1e-9 * max(1, abs(value)), "\(key) at \(q)")
            }
          }
        }
        var numbers = PathNumbers(degen: path.degeneracy)
        for (field, value) in try #require(item["path_params"] as? [String: Double]) {
          numbers[try #require(PathNumbers.names.firstIndex(of: field))] = value
        }
        let chi = PathCalculator(path: path, step: 0.05).chi(numbers, count: 401)
        for row in try #require(item["chi"] as? [[String: Double]]) {
          let i = Int(try #require(row["i"]))
          #expect(abs(chi[i] - (row["chi"] ?? .nan)) < 1e-9, "\(source) at \(0.05 * Double(i))")
        }
        count += 1
      }
    }
    #expect(count >= 12)
  }

  @Test("the derivatives are those that differences give", arguments: [0.0, 5, -8], [0, 0.9])
  func derivatives(e0: Double, ei: Double) throws {
    let path = try MadePath.path()
    let calculator = PathCalculator(path: path, step: 0.05)
    var numbers = PathNumbers(degen: 6)
    (numbers.s02, numbers.e0, numbers.deltar, numbers.sigma2) = (0.9, e0, 0.02, 0.004)
    (numbers.third, numbers.fourth, numbers.ei) = (2e-4, 3e-5, ei)
    var rows: [Int: PathCalculator.Row] = [:]
    calculator.eachDerivative(numbers, over: 0..<300) { rows[$0] = $1 }
    let chi = calculator.chi(numbers, count: 300)
    for i in 0..<300 { #expect(abs((rows[i]?.chi ?? .nan) - chi[i]) < 1e-14) }
    let steps = [1e-4, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-4]
    for (number, name) in PathNumbers.names.enumerated() {
      var (low, high) = (numbers, numbers)
      low[number] -= steps[number]
      high[number] += steps[number]
      let before = calculator.chi(low, count: 300)
      let after = calculator.chi(high, count: 300)
      let slopes = zip(before, after).map { ($1 - $0) / (2 * steps[number]) }
      let largest = slopes.map(abs).max() ?? 0
      // Where k² passes E0 the root has no derivative.
      for i in 0..<300 where abs(pow(0.05 * Double(i), 2) - e0 / 3.81) > 0.3 {
        #expect(abs((rows[i]?.derivatives[number] ?? .nan) - slopes[i]) < 2e-6 * largest, "\(name) at \(i)")
      }
    }
  }

  @Test("what is no path is refused with what is missing")
  func refused() throws {
    let curves = MadePath.curves
    for (length, k) in [(0.0, curves.k), (2, Array(curves.k.reversed())), (2, Array(curves.k.dropLast()))] {
      var wrong = curves
      wrong.k = k
      #expect(throws: AnalysisError.self) { try ScatteringPath(label: "x", curves: wrong, halfLength: length) }
    }
    let error = #expect(throws: AnalysisError.self) {
      try ScatteringPath(Measurement(selector: "1"), label: "notes.txt")
    }
    #expect(error?.description.hasPrefix("notes.txt is no scattering path of FEFF") == true)
  }
}
