/// EXAFS fits in the words of parameters.
import Analysis
import DataModel

extension ExafsTransform {
  /// The parameters of a fit's ranges and windows.
  static let parameters: [AnalysisParameter] = [
    AnalysisParameter(
      "transform.fitspace", .choice(Space.allCases.map(\.rawValue)), standard: "r",
      "Where data and model are compared: chi(R), chi(k) without a window, the real part of chi(q), or the wavelet transform."
    ),
    AnalysisParameter("transform.kmin", .number, unit: "1/Å", standard: "0", "Where the range of k begins."),
    AnalysisParameter("transform.kmax", .number, unit: "1/Å", standard: "20", "Where it ends."),
    AnalysisParameter(
      "transform.kweight", .list, standard: "2",
      "The power of k that chi is multiplied by; several are fitted together."),
    AnalysisParameter("transform.dk", .number, unit: "1/Å", standard: "4", "The width of the window's tapers."),
    AnalysisParameter("transform.dk2", .number, unit: "1/Å", "That of the upper one; without it as dk."),
    AnalysisParameter("transform.window", AnalysisStep.windows, standard: "kaiser", "The form of the window over k."),
    AnalysisParameter("transform.rmin", .number, unit: "Å", standard: "0", "Where the range of R begins."),
    AnalysisParameter("transform.rmax", .number, unit: "Å", standard: "10", "Where it ends."),
    AnalysisParameter("transform.dr", .number, unit: "Å", standard: "0", "The tapers over R, for the space q."),
    AnalysisParameter("transform.dr2", .number, unit: "Å", "That of the upper one; without it as dr."),
    AnalysisParameter(
      "transform.rwindow", AnalysisStep.windows, standard: "hanning", "The form of the window over R, for the space q."),
    AnalysisParameter(
      "transform.rbkg", .number, unit: "Å", standard: "0",
      "What refine_bkg takes for background, where it is above rmin."),
    AnalysisParameter("transform.kstep", .number, unit: "1/Å", standard: "0.05", "The step of chi(k)."),
    AnalysisParameter("transform.nfft", .integer, standard: "2048", "The points of the transform, a power of two."),
  ]

  /// What the parameters say.
  init(_ parameters: AnalysisParameters) {
    self.init()
    func number(_ name: String, _ standard: Double) -> Double { parameters.number("transform." + name) ?? standard }
    space = parameters.choice("transform.fitspace", space)
    kmin = number("kmin", kmin)
    kmax = number("kmax", kmax)
    weights = parameters.list("transform.kweight") ?? weights
    dk = number("dk", dk)
    dk2 = parameters.number("transform.dk2")
    window = parameters.choice("transform.window", window)
    rmin = number("rmin", rmin)
    rmax = number("rmax", rmax)
    dr = number("dr", dr)
    dr2 = parameters.number("transform.dr2")
    rWindow = parameters.choice("transform.rwindow", rWindow)
    rbkg = number("rbkg", rbkg)
    step = number("kstep", step)
    pointCount = parameters.integer("transform.nfft") ?? pointCount
  }

  /// The windows of the curves that a report shows.
  func forward() throws(AnalysisError) -> XAFSTransform {
    XAFSTransform(
      window: try FourierWindow(window, over: kmin...kmax, taper: dk, highTaper: dk2), weight: weights[0],
      largestDistance: 10, pointCount: pointCount, step: step)
  }

  func back() throws(AnalysisError) -> XAFSBackTransform {
    XAFSBackTransform(
      window: try FourierWindow(rWindow, over: max(rmin, rbkg)...rmax, taper: dr, highTaper: dr2),
      largestWavenumber: kmax + 2)
  }
}

/// How the error of background removal goes into a fit.
enum BackgroundNoise: String, CaseIterable {
  /// As Larch adds it: in the unit of mu.
  case larch
  /// Over the edge step, in the unit of chi.
  case chi
  case none
}
