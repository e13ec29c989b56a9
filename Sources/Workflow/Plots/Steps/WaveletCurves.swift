/// What stands beside the map of a wavelet transform.
import Analysis
import Datasets

extension CauchyWavelet {
  /// chi(k) with the weight of the transform, and the magnitude of its Fourier transform over all of k.
  func companions(of chi: ChiSpectrum) -> [AnalysisCurve] {
    let inK = AnalysisCurve("chi", x: chi.k, y: FineStructurePower.weighted(chi, weight))
    guard let first = chi.k.first, let last = chi.k.last, first < last,
      let window = try? FourierWindow(.hanning, over: first...last, taper: 1),
      let inR = try? XAFSTransform(window: window, weight: weight, largestDistance: largestDistance).apply(to: chi)
    else { return [inK] }
    return [inK, AnalysisCurve("chir", x: inR.distances, y: inR.magnitude)]
  }
}
