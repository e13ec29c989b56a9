/// A peak model in the words of a recipe.
import Analysis
import Bytes

/// Reads `peaks` and `baseline` of a recipe.
struct PeakRecipe {
  private(set) var model = PeakModel(peaks: [])
  /// As the recipe calls it.
  private(set) var baselineKind = "none"

  /// The kinds of baselines and the shapes they are made of.
  static let baselines: [(kind: String, shapes: [(name: String, shape: PeakShape)])] = [
    ("none", []), ("constant", [("baseline", .constant)]), ("linear", [("baseline", .linear)]),
    ("quadratic", [("baseline", .quadratic)]), ("arctan", [("baseline", .arctan)]), ("erf", [("baseline", .erf)]),
    ("lorentzian", [("baseline", .lorentzian)]),
    ("lorentzian+linear", [("baseline", .lorentzian), ("line", .linear)]),
    ("voigt+linear", [("baseline", .voigt), ("line", .linear)]),
    ("arctan+linear", [("baseline", .arctan), ("line", .linear)]),
    ("erf+linear", [("baseline", .erf), ("line", .linear)]),
  ]

  /// What the parameters say. Throws for what makes no sense, with its line.
  init(_ parameters: AnalysisParameters) throws(AnalysisError) {
    guard let list = parameters.structure("peaks") else {
      guard let baseline = parameters.structure("baseline") else {
        throw AnalysisError("the step needs a recipe with peaks: analyze peaks FILE --recipe MODEL.yaml")
      }
      try readBaseline(baseline)
      return
    }
    guard let elements = list.elements else { throw Self.error(list, "peaks is a list, one entry for each peak") }
    for (order, element) in elements.enumerated() {
      model.peaks.append(try Self.peak(element, standardName: "p\(order + 1)"))
    }
    if let baseline = parameters.structure("baseline") { try readBaseline(baseline) }
    model.shared = Set(parameters.items("shared") ?? [])
  }

  private static func error(_ node: YAMLNode, _ message: String) -> AnalysisError {
    AnalysisError("line \(node.line) of the recipe: \(message)")
  }

  // MARK: Peaks

  private static func peak(_ node: YAMLNode, standardName: String) throws(AnalysisError) -> PeakComponent {
    guard node.members != nil else { throw error(node, "a peak is a mapping: {kind: gaussian, center: 7113}") }
    let kind = node["kind"]?.text ?? "gaussian"
    guard let shape = PeakShape(rawValue: kind) else {
      throw error(node, "no peak is called '\(kind)': " + PeakShape.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let component = try component(node["name"]?.text ?? standardName, shape, node, but: ["name", "kind"])
    guard !shape.hasCenter || component.starts["center"] != nil else {
      throw error(node, "\(component.name) has no center to begin with")
    }
    return component
  }

  /// A component from the members of a mapping: parameters, `bounds`, `tie` and `fixed`. Of a mapping for several parts
  /// each takes the bounds of what it has.
  private static func component(
    _ name: String, _ shape: PeakShape, _ node: YAMLNode, but others: Set<String>, isPart: Bool = false
  ) throws(AnalysisError) -> PeakComponent {
    var component = PeakComponent(name, shape)
    for member in node.members ?? [] where !others.contains(member.key) {
      switch member.key {
      case "bounds", "tie", "fixed": continue
      case let key where shape.parameterNames.contains(key):
        component.starts[key] = try start(member.value)
      default:
        throw error(
          member.value,
          "\(name) (\(shape.rawValue)) has no '\(member.key)'; it has "
            + (shape.parameterNames + ["bounds", "tie", "fixed"]).joined(separator: ", "))
      }
    }
    for member in node["bounds"]?.members ?? [] where !isPart || shape.parameterNames.contains(member.key) {
      try bound(&component, member)
    }
    if let tie = node["tie"], !isPart { try self.tie(&component, tie) }
    for fixed in node["fixed"].map({ $0.elements ?? [$0] }) ?? [] {
      guard let key = fixed.text, shape.parameterNames.contains(key), component.starts[key]?.value != nil else {
        throw error(fixed, "what is fixed needs a value: \(fixed.text ?? "")")
      }
      component.starts[key]?.varies = false
    }
    return component
  }

  /// A number, a formula, or {value, min, max, vary, expr}.
  private static func start(_ node: YAMLNode) throws(AnalysisError) -> PeakComponent.Start {
    if let number = node.number, number.isFinite { return PeakComponent.Start(value: number) }
    if let formula = node.text, !formula.isEmpty { return PeakComponent.Start(expression: formula) }
    guard let members = node.members else { throw error(node, "a number is missing") }
    var start = PeakComponent.Start()
    for member in members {
      switch member.key {
      case "value": start.value = try number(member.value)
      case "min": start.minimum = try number(member.value)
      case "max": start.maximum = try number(member.value)
      case "vary": start.varies = member.value.text != "false"
      case "expr": start.expression = member.value.text
      default: throw error(member.value, "'\(member.key)' is none of value, min, max, vary, expr")
      }
    }
    return start
  }

  private static func number(_ node: YAMLNode) throws(AnalysisError) -> Double {
    guard let number = node.number, number.isFinite else { throw error(node, "'\(node.text ?? "")' is no number") }
    return number
  }

  /// `center: [7112, 7115]`; an end that is empty, null or ~ is open.
  private static func bound(_ component: inout PeakComponent, _ member: YAMLNode.Member) throws(AnalysisError) {
    guard component.shape.parameterNames.contains(member.key) else {
      throw error(member.value, "\(component.name) has no '\(member.key)' to bound")
    }
    guard let ends = member.value.elements, ends.count == 2 else {
      throw error(member.value, "bounds are two numbers, [least, largest]; null leaves one open")
    }
    var start = component.starts[member.key] ?? PeakComponent.Start()
    let open: Set<String> = ["", "null", "~", "-inf", "inf", "-.inf", ".inf"]
    if !open.contains(ends[0].text ?? "") { start.minimum = try number(ends[0]) }
    if !open.contains(ends[1].text ?? "") { start.maximum = try number(ends[1]) }
    component.starts[member.key] = start
  }

  /// A mapping of parameters to formulas; or formulas alone, which tie the parameter that they name first: p1_sigma ties
  /// sigma, "p1_center + 2.1" ties center.
  private static func tie(_ component: inout PeakComponent, _ node: YAMLNode) throws(AnalysisError) {
    var pairs: [(key: String, formula: String)] = []
    for member in node.members ?? [] { pairs.append((member.key, member.value.text ?? "")) }
    for formula in (node.elements ?? [node]).compactMap(\.text) {
      let key = component.shape.parameterNames.first { name in
        formula.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }).first { $0.contains("_") }?
          .hasSuffix("_" + name) ?? false
      }
      guard let key else {
        throw error(node, "'\(formula)' names no parameter such as p1_sigma; write tie: {sigma: ...}")
      }
      pairs.append((key, formula))
    }
    for (key, formula) in pairs {
      guard component.shape.parameterNames.contains(key), !formula.isEmpty else {
        throw error(node, "\(component.name) has no '\(key)' to tie")
      }
      var start = component.starts[key] ?? PeakComponent.Start()
      start.expression = formula
      component.starts[key] = start
    }
  }

  // MARK: Baseline

  private mutating func readBaseline(_ node: YAMLNode) throws(AnalysisError) {
    let kind = node["kind"]?.text ?? node.text ?? "constant"
    baselineKind = kind
    if let excluded = node["exclude"] {
      guard let ends = excluded.elements?.map(\.number), ends.count == 2, let low = ends[0], let high = ends[1],
        low < high
      else { throw Self.error(excluded, "exclude is the range of the peaks, [from, to]") }
      model.excluded = low...high
    }
    switch kind {
    case "shirley": model.background = .shirley
    case "tougaard": model.background = .tougaard(c: try node["c"].map(Self.number) ?? 1643)
    case "spline":
      guard let knots = node["knots"]?.elements, knots.count >= 2 else {
        throw Self.error(node, "a spline needs knots: {kind: spline, knots: [7105, 7110, 7120]}")
      }
      var places: [Double] = []
      for knot in knots { places.append(try Self.number(knot)) }
      model.knots = places
    default:
      guard let row = Self.baselines.first(where: { $0.kind == kind || $0.kind == Self.turned(kind) }) else {
        throw Self.error(
          node,
          "no baseline is called '\(kind)': "
            + (Self.baselines.map(\.kind) + ["spline", "shirley", "tougaard"]).joined(separator: ", "))
      }
      for part in row.shapes {
        // What the mapping says belongs to the part that has such a parameter.
        let others = Set(row.shapes.flatMap(\.shape.parameterNames)).subtracting(part.shape.parameterNames)
        var component = try Self.component(
          part.name, part.shape, node, but: others.union(["kind", "exclude"]), isPart: row.shapes.count > 1)
        if part.shape == .linear { component.starts["slope"] = component.starts["slope"] ?? .init(value: 0) }
        model.baseline.append(component)
      }
    }
  }

  /// linear+lorentzian for lorentzian+linear.
  private static func turned(_ kind: String) -> String {
    kind.split(separator: "+").reversed().joined(separator: "+")
  }
}
