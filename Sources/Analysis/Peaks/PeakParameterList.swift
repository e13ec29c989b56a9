/// The parameters of a peak model over several spectra.

/// Puts the parameters of every spectrum into one list: those that are shared once, the others with `_2`, `_3` ... behind
/// their names from the second spectrum on, also where formulas name them.
struct PeakParameterList {
  private(set) var parameters: [FitParameter] = []
  /// For each spectrum what the model's parameters, and what follows from them, are called in the list.
  private(set) var names: [[String: String]] = []
  private let model: PeakModel
  private var seen: Set<String> = []

  init(_ model: PeakModel, spectra: Int) {
    self.model = model
    parameters.reserveCapacity(spectra * model.parameterNames.count)
  }

  /// The real part of w, for the height of a Voigt.
  static let voigt = ExpressionFunction("voigt", 2...2) { Faddeeva.w($0[0], $0[1]).re }

  /// Adds the parameters of a spectrum.
  mutating func add(_ piece: PeakPiece, number: Int) {
    let signal = zip(piece.data, piece.below).map { $0 - $1 }
    let guess = PeakGuess(piece.x, signal)
    var own: [FitParameter] = []
    for part in model.peaks + model.baseline {
      for key in part.shape.parameterNames { own.append(part.parameter(key, guess: guess)) }
    }
    for (name, knot) in zip(model.knotNames, model.knots) {
      own.append(FitParameter(name, value: signal[Places(piece.x).nearest(knot)]))
    }
    own += derived
    var renamed: [String: String] = [:]
    for parameter in own {
      renamed[parameter.name] =
        number == 0 || isShared(parameter.name) ? parameter.name : "\(parameter.name)_\(number + 1)"
    }
    names.append(renamed)
    for var parameter in own {
      parameter.name = renamed[parameter.name] ?? parameter.name
      guard seen.insert(parameter.name).inserted else { continue }
      parameter.expression = parameter.expression.map { Self.renaming($0, renamed) }
      parameters.append(parameter)
    }
  }

  private func isShared(_ name: String) -> Bool { model.shared.contains(name) }

  /// Widths, heights, and the area and centroid of all peaks together.
  private var derived: [FitParameter] {
    var result: [FitParameter] = []
    for part in model.peaks {
      let prefix = part.name + "_"
      if let formula = part.shape.width(prefix) { result.append(FitParameter(prefix + "fwhm", expression: formula)) }
      if let formula = part.shape.height(prefix) { result.append(FitParameter(prefix + "height", expression: formula)) }
    }
    let peaks = model.peaks.filter(\.shape.isPeak).map(\.name)
    guard !peaks.isEmpty else { return result }
    let area = peaks.map { "\($0)_amplitude" }.joined(separator: "+")
    let moment = peaks.map { "\($0)_amplitude*\($0)_center" }.joined(separator: "+")
    return result + [
      FitParameter("peaks_area", expression: area),
      FitParameter("peaks_centroid", expression: "(\(moment))/(\(area))"),
    ]
  }

  /// A formula with its names replaced.
  private static func renaming(_ formula: String, _ names: [String: String]) -> String {
    var result = ""
    var word = ""
    func flush() {
      result += names[word] ?? word
      word = ""
    }
    for character in formula {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}
