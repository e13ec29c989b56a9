/// The least squares of a peak model.

/// Residuals and derivatives of a model over one or several spectra, each parameter at its place in one list.
struct PeakProblem {
  /// A part of the model in one spectrum.
  private struct Term {
    var shape: PeakShape?
    /// The curves that knots of a spline add, for terms without a shape.
    var columns: [[Double]] = []
    var isPeak: Bool
    /// The places of its parameters.
    var places: [Int]
  }

  private let model: PeakModel
  private let pieces: [PeakPiece]
  private var parameters: FitParameters
  /// For each spectrum.
  private let terms: [[Term]]
  /// For each spectrum the names of the model's parameters and what they are called in the list.
  private let names: [[String: String]]
  private let count: Int
  /// For each variable the parameters of the model that follow from it by formulas.
  private var followers: [[Int]]
  /// Variables that ended at a bound.
  private var held: Set<String> = []

  init(_ model: PeakModel, _ pieces: [PeakPiece]) throws(AnalysisError) {
    self.model = model
    self.pieces = pieces
    count = pieces.reduce(0) { $0 + $1.x.count }
    var list = PeakParameterList(model, spectra: pieces.count)
    for (number, piece) in pieces.enumerated() { list.add(piece, number: number) }
    let parameters = try FitParameters(list.parameters, functions: [PeakParameterList.voigt])
    names = list.names
    self.parameters = parameters
    var terms: [[Term]] = []
    for (number, piece) in pieces.enumerated() {
      let known = list.names[number]
      func places(_ keys: [String]) -> [Int] { keys.compactMap { known[$0].flatMap { parameters.places[$0] } } }
      var own = (model.peaks + model.baseline).enumerated().map { order, part in
        Term(
          shape: part.shape, isPeak: order < model.peaks.count,
          places: places(part.shape.parameterNames.map { "\(part.name)_\($0)" }))
      }
      if !model.knots.isEmpty {
        own.append(
          Term(
            shape: nil, columns: Self.columns(model.knots, at: piece.x), isPeak: false, places: places(model.knotNames))
        )
      }
      terms.append(own)
    }
    self.terms = terms
    followers = Self.followers(parameters, terms)
    let variables = parameters.variables.count
    guard count > variables || variables == 0 else {
      throw AnalysisError(
        "\(count) points do not determine \(variables) variables: widen the range, or fix or tie some")
    }
    guard count * variables <= PeakFit.limit else {
      throw AnalysisError(
        "\(pieces.count) spectra with \(variables) variables are too many for one fit: share more, or fit fewer at a time"
      )
    }
  }

  /// The curve of each knot alone at `x`.
  private static func columns(_ knots: [Double], at x: [Double]) -> [[Double]] {
    knots.indices.map { k in CubicSpline(knots, knots.indices.map { $0 == k ? 1 : 0 }).values(at: x) }
  }

  // MARK: The model

  /// Calls `body` with each point of each term: spectrum, term, point, value and derivatives by the term's parameters.
  private func walk(
    _ values: UnsafeBufferPointer<Double>, over spectra: Range<Int>,
    _ body: (_ spectrum: Int, _ term: Int, _ point: Int, _ value: Double, _ slopes: UnsafePointer<Double>) -> Void
  ) {
    let longest = max(4, model.knots.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * longest) { room in
      guard let own = room.baseAddress else { return }
      let slopes = own + longest
      for spectrum in spectra {
        let piece = pieces[spectrum]
        for (number, term) in terms[spectrum].enumerated() {
          for (k, place) in term.places.enumerated() { own[k] = values[place] }
          for point in piece.x.indices {
            var value = 0.0
            if let shape = term.shape {
              value = shape.evaluate(piece.x[point], own, slopes)
            } else {
              for k in term.columns.indices {
                slopes[k] = term.columns[k][point]
                value += own[k] * slopes[k]
              }
            }
            body(spectrum, number, point, value, slopes)
          }
        }
      }
    }
  }

  private var starts: [Int] {
    pieces.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.x.count) }
  }

  private func residuals(_ values: UnsafeBufferPointer<Double>, _ result: UnsafeMutableBufferPointer<Double>) {
    let starts = starts
    for (spectrum, piece) in pieces.enumerated() {
      for point in piece.x.indices { result[starts[spectrum] + point] = piece.below[point] - piece.data[point] }
    }
    walk(values, over: pieces.indices) { spectrum, _, point, value, _ in result[starts[spectrum] + point] += value }
    for (spectrum, piece) in pieces.enumerated() {
      guard let weights = piece.weights else { continue }
      for point in piece.x.indices { result[starts[spectrum] + point] *= weights[point] }
    }
  }

  private func derivatives(_ values: UnsafeBufferPointer<Double>, _ result: UnsafeMutableBufferPointer<Double>) {
    result.update(repeating: 0)
    let starts = starts
    let chain = chain(values)
    walk(values, over: pieces.indices) { spectrum, term, point, _, slopes in
      let row = starts[spectrum] + point
      let weight = pieces[spectrum].weights?[point] ?? 1
      for (k, place) in terms[spectrum][term].places.enumerated() {
        for (variable, factor) in chain[place] { result[variable * count + row] += weight * slopes[k] * factor }
      }
    }
  }

  /// How each parameter changes with the variables.
  private func chain(_ values: UnsafeBufferPointer<Double>) -> [[(variable: Int, factor: Double)]] {
    var chain = parameters.parameters.map { _ in [(variable: Int, factor: Double)]() }
    var moved = Array(values)
    for (variable, place) in parameters.variables.enumerated() {
      chain[place].append((variable, 1))
      guard !followers[variable].isEmpty else { continue }
      let step = parameters.step(of: variable, at: values[place])
      func workedOut(_ value: Double) -> [Double] {
        moved[place] = value
        moved.withUnsafeMutableBufferPointer { parameters.workOut($0) }
        return moved
      }
      let (high, low) = (workedOut(step.high), workedOut(step.low))
      moved[place] = values[place]
      for follower in followers[variable] {
        chain[follower].append((variable, (high[follower] - low[follower]) / (step.high - step.low)))
      }
    }
    return chain
  }

  // MARK: The fit

  func run() throws(AnalysisError) -> [PeakFit.Result] {
    var problem = self
    while true {
      var fit = ParameterFit(problem.parameters)
      // Places are thousands of eV: relative changes have to be small against widths, not against them.
      fit.tolerance = 1e-10
      fit.largestEvaluationCount = 500 + 100 * (problem.parameters.variables.count + 1)
      let found = try fit.run(
        count: count, residuals: { problem.residuals($0, $1) }, derivatives: { problem.derivatives($0, $1) })
      guard !found.isConverged, try problem.hold(found) else {
        return pieces.indices.map { problem.result(of: $0, found) }
      }
    }
  }

  /// Takes variables that crept up to a bound for this bound, where the change of variable that keeps them inside has no
  /// slope and a fit does not come to its end; the others go on from where they are. False when there are none.
  private mutating func hold(_ found: FitResult) throws(AnalysisError) -> Bool {
    var list = parameters.parameters
    var isHeld = false
    for place in parameters.variables {
      let value = found.values[place]
      let bounds = list[place].bounds
      list[place].value = value
      guard bounds.distance(value) <= 1e-3 * bounds.width(around: value) else { continue }
      list[place].value = bounds.nearest(value)
      list[place].varies = false
      held.insert(list[place].name)
      isHeld = true
    }
    guard isHeld else { return false }
    parameters = try FitParameters(list, functions: [PeakParameterList.voigt])
    followers = Self.followers(parameters, terms)
    return true
  }

  private static func followers(_ parameters: FitParameters, _ terms: [[Term]]) -> [[Int]] {
    var followers = parameters.variables.map { _ in [Int]() }
    for place in Set(terms.flatMap { $0.flatMap(\.places) }).sorted() {
      for variable in parameters.influences[place] where parameters.variables[variable] != place {
        followers[variable].append(place)
      }
    }
    return followers
  }

  private func result(of spectrum: Int, _ found: FitResult) -> PeakFit.Result {
    let piece = pieces[spectrum]
    var baseline = piece.below
    var peaks = [[Double]](repeating: piece.x.map { _ in 0 }, count: model.peaks.count)
    found.values.withUnsafeBufferPointer { values in
      walk(values, over: spectrum..<spectrum + 1) { _, term, point, value, _ in
        if terms[spectrum][term].isPeak { peaks[term][point] = value } else { baseline[point] += value }
      }
    }
    let isCounted = piece.weights != nil
    // With a variance the errors need no scatter.
    let scale = isCounted ? 1 / max(1e-300, found.reducedChiSquare ?? 1).squareRoot() : 1
    var estimates = piece.estimates
    for (key, name) in names[spectrum] {
      guard var estimate = found[name] else { continue }
      estimate.standardError = estimate.standardError.map { $0 * scale }
      if held.contains(name) { estimate.bound = estimate.value }
      estimates[key] = estimate
    }
    let start = starts[spectrum]
    let own = found.residuals[start..<start + piece.x.count].reduce(0) { $0 + $1 * $1 }
    let fitted = peaks.reduce(baseline) { zip($0, $1).map { $0 + $1 } }
    let residual = zip(fitted, piece.data).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let local = Set(names[spectrum].values)
    let onlyBaseline = parameters.variables.isEmpty ? piece.baselineMisfit : nil
    return PeakFit.Result(
      x: piece.x, data: piece.data, baseline: baseline, peaks: peaks, estimates: estimates,
      correlations: found.correlations.filter { local.contains($0.first) && local.contains($0.second) },
      chiSquare: onlyBaseline?.chiSquare ?? own,
      reducedChiSquare: onlyBaseline == nil ? found.reducedChiSquare : onlyBaseline?.reduced,
      rFactor: residual / piece.data.reduce(1e-300) { $0 + $1 * $1 },
      variableCount: onlyBaseline?.variables ?? found.variableCount, uncertainty: isCounted ? .counts : .fit,
      isConverged: found.isConverged && piece.isBaselineConverged, isDetermined: found.isDetermined)
  }

  /// The baseline with found values at other places.
  func baseline(at x: [Double], _ estimates: [String: FitResult.Estimate]) -> [Double] {
    var result = x.map { _ in 0.0 }
    for part in model.baseline {
      let p = part.shape.parameterNames.map { estimates["\(part.name)_\($0)"]?.value ?? 0 }
      var slopes = [0.0, 0, 0, 0]
      p.withUnsafeBufferPointer { p in
        slopes.withUnsafeMutableBufferPointer { slopes in
          guard let p = p.baseAddress, let slopes = slopes.baseAddress else { return }
          for i in x.indices { result[i] += part.shape.evaluate(x[i], p, slopes) }
        }
      }
    }
    guard !model.knots.isEmpty else { return result }
    let heights = model.knotNames.map { estimates[$0]?.value ?? 0 }
    return zip(result, CubicSpline(model.knots, heights).values(at: x)).map { $0 + $1 }
  }
}
