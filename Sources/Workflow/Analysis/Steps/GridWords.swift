/// Grids in the words of parameters.
import Analysis
import Datasets

extension EnergyGrid {
  /// `xafs`, or START:STOP:STEP in eV.
  init(_ words: String, e0: Double) throws(AnalysisError) {
    if words == "xafs" {
      self = .regions(Regions(e0: e0))
    } else if let grid = AnalysisWords.grid(words) {
      self = .uniform(start: grid.start, stop: grid.stop, step: grid.step)
    } else {
      throw AnalysisError("grid=\(words) is no grid: write START:STOP:STEP in eV")
    }
  }
}

extension Spectrum {
  /// The same spectrum with `shift` in eV added to its energies.
  func shifted(by shift: Double) throws(AnalysisError) -> Spectrum {
    guard shift != 0 else { return self }
    do throws(ResolveError) {
      var result = try Spectrum(energy: energy.map { $0 + shift }, values: values, variance: variance)
      result.copyIdentity(of: self)
      return result
    } catch {
      throw AnalysisError(error)
    }
  }
}
