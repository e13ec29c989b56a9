/// What the arrays of a record are: the flags among its parameters decide.
import DataModel

struct AthenaRecordKind {
  var abscissa: ChannelRole
  var abscissaUnit: String
  var data: ChannelRole

  /// Flags in the order in which they count. Everything else is absorption over energy.
  private static let table: [(flag: String, kind: AthenaRecordKind)] = [
    ("is_chi", .init(abscissa: .k, abscissaUnit: "1/angstrom", data: .chi)),
    ("is_qsp", .init(abscissa: .k, abscissaUnit: "1/angstrom", data: .chi)),
    ("is_rsp", .init(abscissa: .r, abscissaUnit: "angstrom", data: .other)),
    ("is_nor", .init(abscissa: .energy, abscissaUnit: "eV", data: .norm)),
  ]
  private static let absorption = AthenaRecordKind(abscissa: .energy, abscissaUnit: "eV", data: .mu)

  init(abscissa: ChannelRole, abscissaUnit: String, data: ChannelRole) {
    self.abscissa = abscissa
    self.abscissaUnit = abscissaUnit
    self.data = data
  }

  init(_ arguments: AthenaArguments) {
    let flagged = Self.table.first { arguments.isSet($0.flag) }?.kind
    let isChi = arguments.text("datatype")?.lowercased() == "chi"
    self = flagged ?? (isChi ? Self.table[0].kind : Self.absorption)
  }
}

/// How the absorption of a record was detected, as far as its parameters tell.
struct AthenaDetection {
  /// The role of the array `signal`.
  var role: ChannelRole
  var mode: DetectionMode?
  /// What it was concluded from; nil when nothing was concluded.
  var reason: String?

  /// The parameter in which this program states the mode where the others would not tell.
  static let argument = "edgewise_mode"

  init(_ arguments: AthenaArguments) {
    let formula = arguments.text("xmu_string", "mu_str") ?? ""
    let denominator = (arguments.text("denominator") ?? "").filter { $0 != " " }
    let hasQuotient = !["", "1", "(1)"].contains(denominator) && !(arguments.text("numerator") ?? "").isEmpty
    if let stated = arguments.text(Self.argument) {
      mode = DetectionMode(rawValue: stated)
      role = Self.role(mode)
    } else if formula.hasPrefix("ln(") || (formula.isEmpty && arguments.isSet("ln")) {
      mode = .transmission
      role = .itrans
      reason = formula.isEmpty ? "ln = 1" : "the formula \(formula)"
    } else if formula.contains("/") || (formula.isEmpty && hasQuotient) {
      mode = .fluorescence
      role = .ifluor
      reason = "a quotient without logarithm: \(formula.isEmpty ? "numerator and denominator, ln = 0" : formula)"
    } else {
      role = .other
    }
  }

  /// The role of a detector for a mode.
  static func role(_ mode: DetectionMode?) -> ChannelRole {
    switch mode {
    case .transmission: .itrans
    case .fluorescence, .partialFluorescence, .inversePartialFluorescence, .highEnergyResolutionFluorescence: .ifluor
    case .totalElectronYield, .partialElectronYield, .augerElectronYield: .iey
    case .emission: .intensity
    case .other, nil: .other
    }
  }
}
