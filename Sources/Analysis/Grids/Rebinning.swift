/// A spectrum on another grid.
import DataModel
public import Datasets

/// Means over the bins of a coarser grid; where a bin has no point, the line between the points beside it.
public struct Rebinning: Sendable {
  /// The operation of the step that records it.
  public static let operation = "rebin"

  /// A spectrum on the grid, and how many points each of its values is the mean of.
  public struct Result: Sendable {
    public var spectrum: Spectrum
    /// One for each energy; 0 where the value is interpolated.
    public var counts: [Int]
  }

  /// In eV, strictly increasing.
  public let grid: [Double]
  private let edges: BinEdges

  /// Rebinning to these energies. Throws when there are fewer than two.
  public init(grid: [Double]) throws(AnalysisError) {
    guard grid.count >= 2 else { throw AnalysisError("a grid needs two energies") }
    self.grid = grid
    edges = BinEdges(around: grid)
  }

  /// The spectrum on the part of the grid that its energies cover. The variance of a mean is the sum of the variances of
  /// its points by the square of their number; the energy is the grid's. Throws when fewer than two energies are left.
  public func apply(to spectrum: Spectrum) throws(AnalysisError) -> Result {
    var sums = [Double](repeating: 0, count: grid.count)
    var variances = sums
    var counts = [Int](repeating: 0, count: grid.count)
    for (i, bin) in edges.indices(of: spectrum.energy).enumerated() where bin >= 0 {
      sums[Int(bin)] += spectrum.values[i]
      variances[Int(bin)] += spectrum.variance?[i] ?? 0
      counts[Int(bin)] += 1
    }
    let covered = grid.indices.filter { counts[$0] > 0 || spectrum.range.contains(grid[$0]) }
    let places = covered.map { grid[$0] }
    let lines = Interpolation.linear.values(spectrum.energy, spectrum.values, at: places)
    let lineVariances = spectrum.variance.map { Interpolation.variances(spectrum.energy, $0, at: places) }
    let values = zip(covered, lines).map { counts[$0] > 0 ? sums[$0] / Double(counts[$0]) : $1 }
    let variance = lineVariances.map { interpolated in
      zip(covered, interpolated).map { index, line in
        counts[index] > 0 ? variances[index] / Double(counts[index] * counts[index]) : line
      }
    }
    do throws(ResolveError) {
      var result = try Spectrum(energy: places, values: values, variance: variance)
      result.copyIdentity(of: spectrum)
      result.steps.append(step(places))
      return Result(spectrum: result, counts: covered.map { counts[$0] })
    } catch {
      throw AnalysisError("the grid and the spectrum share fewer than two energies")
    }
  }

  private func step(_ places: [Double]) -> Step {
    Step(
      operation: Self.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: [
        StepParameter("first", .number(places.first ?? 0), unit: "eV"),
        StepParameter("last", .number(places.last ?? 0), unit: "eV"),
        StepParameter("points", .integer(Int64(places.count))),
      ])
  }
}
