/// chi(k) times a power of k.
import Datasets
import Glibc

enum FineStructurePower {
  static func raise(_ k: Double, to weight: Double) -> Double { weight == 0 ? 1 : pow(k, weight) }

  /// The values of a fine structure times k^weight.
  static func weighted(_ chi: ChiSpectrum, _ weight: Double) -> [Double] {
    zip(chi.k, chi.values).map { raise($0, to: weight) * $1 }
  }
}
