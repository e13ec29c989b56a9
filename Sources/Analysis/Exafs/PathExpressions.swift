/// The parameters of a path as they are written in recipes.

/// A path with a number or a formula for each of its parameters, over the parameters of the fit and `reff`, `degen`,
/// `nleg`, `rmass` and `rnorman` of the path, with `sigma2_eins(T, theta)` and `sigma2_debye(T, theta)`.
public struct FittedPath: Sendable {
  public var path: ScatteringPath
  /// By the names of `PathNumbers.names`; a parameter that is not here is what FEFF says (`degen`), 1 (`s02`) or 0.
  public var formulas: [String: String]

  /// A path with formulas.
  public init(_ path: ScatteringPath, _ formulas: [String: String] = [:]) {
    self.path = path
    self.formulas = formulas
  }

  /// Names that formulas of paths give a meaning to, so that no parameter of a fit may have them.
  public static let reservedNames = ["reff", "degen", "nleg", "rmass", "rnorman"]
}

/// The formulas of a path, read.
struct PathExpressions: Sendable {
  private let fixed: PathNumbers
  /// Those that depend on parameters: the number of the field, and its formula.
  let formulas: [(field: Int, expression: ParameterExpression)]

  /// Throws for names that paths do not have, and formulas that cannot be read or have no value.
  init(_ fitted: FittedPath, _ parameters: FitParameters) throws(AnalysisError) {
    let path = fitted.path
    let known = PathNumbers.names
    for name in fitted.formulas.keys.sorted() where !known.contains(name) {
      throw AnalysisError(
        "path \(path.label): a path has no parameter '\(name)'; it has \(known.joined(separator: ", "))")
    }
    var constants = [
      "reff": path.halfLength, "degen": path.degeneracy, "nleg": Double(path.legCount), "rnorman": path.normanRadius,
    ]
    constants["rmass"] = path.reducedMass
    let functions = ThermalDisorder(path)?.functions ?? []
    var fixed = PathNumbers(degen: path.degeneracy)
    var formulas: [(field: Int, expression: ParameterExpression)] = []
    for (number, name) in PathNumbers.names.enumerated() {
      guard let text = fitted.formulas[name] else { continue }
      do throws(AnalysisError) {
        let expression = try ParameterExpression(
          parsing: text, names: parameters.places, constants: constants, functions: functions)
        if let constant = expression.constant {
          guard constant.isFinite else { throw AnalysisError("'\(text)' is not a finite number") }
          fixed[number] = constant
        } else {
          formulas.append((number, expression))
        }
      } catch {
        throw AnalysisError("path \(path.label), \(name): \(error.description)")
      }
    }
    self.fixed = fixed
    self.formulas = formulas
  }

  /// The path's numbers for values of the parameters of the fit.
  func numbers(_ values: UnsafeBufferPointer<Double>) -> PathNumbers {
    var numbers = fixed
    for (field, expression) in formulas {
      numbers[field] = expression.value(at: values)
    }
    return numbers
  }

  /// The parameters that any formula depends on.
  var dependencies: Set<Int> { formulas.reduce(into: []) { $0.formUnion($1.expression.dependencies) } }
}
