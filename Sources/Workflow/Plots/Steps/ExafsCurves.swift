/// The curves of an EXAFS fit as figures want them.
import Plotting

/// Data and fit of one data set, chi(k) times its power of k, as far as is drawn.
struct ExafsCurves {
  /// A transform.
  struct Transform {
    var magnitude: [Double]
    var real: [Double]
    var imaginary: [Double]
  }

  let name: String
  let weight: Double
  let k: [Double]
  let chiData: [Double]
  let chiModel: [Double]
  let window: AnalysisCurve?
  let r: [Double]
  let data: Transform
  let model: Transform
  /// In which data and model were compared.
  let range: ClosedRange<Double>

  /// All data sets of a result; `isAlone` when the names of other results need not be told from theirs.
  static func sets(of result: AnalysisResult, name: String, isAlone: Bool) -> [ExafsCurves] {
    let rows = result.value("datasets")?.members ?? []
    guard rows.count > 1 else { return [ExafsCurves(result, "", name: name)].compactMap { $0 } }
    let names = CurveNames.names(rows.map { ($0["file"]?.words, $0["selector"]?.words, nil) })
    return names.enumerated().compactMap { number, own in
      ExafsCurves(result, number == 0 ? "" : "_\(number + 1)", name: isAlone ? own : "\(name) \(own)")
    }
  }

  /// One data set, whose arrays end in `ending`; nil when one of them is missing.
  private init?(_ result: AnalysisResult, _ ending: String, name: String) {
    func array(_ name: String) -> [Double]? { result.array(name + ending) }
    func transform(_ name: String) -> Transform? {
      guard let magnitude = array("chir_\(name)_mag"), let real = array("chir_\(name)_re"),
        let imaginary = array("chir_\(name)_im")
      else { return nil }
      return Transform(magnitude: magnitude, real: real, imaginary: imaginary)
    }
    guard let k = array("k"), let chiData = array("chi_data"), let chiModel = array("chi_model"), let r = array("r"),
      let data = transform("data"), let model = transform("model"), let range = result.companion("range" + ending),
      range.x.count == 2, range.x[0] <= range.x[1], let weight = range.y.first
    else { return nil }
    self.name = name
    self.weight = weight
    self.range = range.x[0]...range.x[1]
    window = result.companion("window" + ending)
    // Behind the window there is only what k-weighting makes of noise.
    let end = window.flatMap { curve in curve.y.lastIndex { $0 > 0 }.map { curve.x[$0] } } ?? .infinity
    let count = k.count { $0 <= end + 0.5 }
    self.k = Array(k.prefix(count))
    self.chiData = zip(k, chiData).prefix(count).map { FineStructurePower.raise($0, to: weight) * $1 }
    self.chiModel = zip(k, chiModel).prefix(count).map { FineStructurePower.raise($0, to: weight) * $1 }
    let near = r.count { $0 <= max(6, range.x[1] + 1.5) }
    self.r = Array(r.prefix(near))
    self.data = data.prefix(near)
    self.model = model.prefix(near)
  }

  /// The magnitude of what is left at each distance.
  var deviation: [Double] {
    r.indices.map { i in
      let (real, imaginary) = (data.real[i] - model.real[i], data.imaginary[i] - model.imaginary[i])
      return (real * real + imaginary * imaginary).squareRoot()
    }
  }

  var kAxis: Figure.Axis {
    var axis = Figure.Axis.k
    axis.range = 0...max(1, k.last ?? 1)
    return axis
  }

  var rAxis: Figure.Axis {
    var axis = Figure.Axis.distance
    axis.range = 0...max(1, r.last ?? 1)
    return axis
  }
}

extension ExafsCurves.Transform {
  fileprivate func prefix(_ count: Int) -> Self {
    Self(
      magnitude: Array(magnitude.prefix(count)), real: Array(real.prefix(count)),
      imaginary: Array(imaginary.prefix(count)))
  }
}
