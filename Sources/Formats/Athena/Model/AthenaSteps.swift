/// The treatment that the parameters of a record describe, as steps. The arrays are stored before all of it, except for
/// the first.
import Bytes
import DataModel

enum AthenaSteps {
  /// How a parameter is read.
  enum Kind {
    case text, number, flag
    /// A polynomial given by the number of its coefficients; the step has the degree.
    case coefficients
    /// The name of a window function.
    case window
    /// A number, or one of the names that old programs had for it.
    case clamp
    /// Another record; a name for none is left out.
    case record
  }

  struct Row {
    let name: String
    /// The newest name of the argument first.
    let keys: [String]
    let unit: String?
    let kind: Kind

    init(_ name: String, _ keys: String..., unit: String? = nil, as kind: Kind = .number) {
      self.name = name
      self.keys = keys
      self.unit = unit
      self.kind = kind
    }
  }

  static let energyShift = "energy-shift"
  static let shift = "shift"
  static let applied = "applied"
  static let derivation = "derived_from"

  private static let perAngstrom = "1/angstrom"

  static let normalize: (operation: String, rows: [Row]) = (
    "normalize",
    [
      Row("e0", "bkg_e0", unit: "eV"), Row("pre1", "bkg_pre1", unit: "eV"), Row("pre2", "bkg_pre2", unit: "eV"),
      Row("norm1", "bkg_nor1", unit: "eV"), Row("norm2", "bkg_nor2", unit: "eV"),
      Row("nnorm", "bkg_nnorm", as: .coefficients), Row("edge_step", "bkg_step"),
      Row("edge_step_fixed", "bkg_fixstep", as: .flag),
    ]
  )
  static let background: (operation: String, rows: [Row]) = (
    "background",
    [
      Row("rbkg", "bkg_rbkg", unit: "angstrom"), Row("kweight", "bkg_kw"), Row("kmin", "bkg_spl1", unit: perAngstrom),
      Row("kmax", "bkg_spl2", unit: perAngstrom), Row("emin", "bkg_spl1e", unit: "eV"),
      Row("emax", "bkg_spl2e", unit: "eV"), Row("clamp_lo", "bkg_clamp1", as: .clamp),
      Row("clamp_hi", "bkg_clamp2", as: .clamp), Row("nclamp", "bkg_nclamp"),
      Row("dk", "bkg_dk", unit: perAngstrom), Row("window", "bkg_kwindow", "bkg_win", as: .window),
      Row("standard", "bkg_stan", as: .record),
    ]
  )
  static let transform: (operation: String, rows: [Row]) = (
    "transform",
    [
      Row("kmin", "fft_kmin", unit: perAngstrom), Row("kmax", "fft_kmax", unit: perAngstrom),
      Row("dk", "fft_dk", unit: perAngstrom), Row("window", "fft_kwindow", "fft_win", as: .window),
      Row("kweight", "fft_kw", "fft_arbkw"),
    ]
  )
  static let backtransform: (operation: String, rows: [Row]) = (
    "backtransform",
    [
      Row("rmin", "bft_rmin", unit: "angstrom"), Row("rmax", "bft_rmax", unit: "angstrom"),
      Row("dr", "bft_dr", unit: "angstrom"), Row("window", "bft_rwindow", "bft_win", as: .window),
    ]
  )
  private static let importRows: [Row] = [
    Row("energy", "energy_string", "en_str", as: .text), Row("formula", "xmu_string", "mu_str", as: .text),
    Row("i0", "i0_string", "i0", as: .text), Row("signal", "signal_string", as: .text),
    Row("energy_column", "energy", as: .text), Row("numerator", "numerator", as: .text),
    Row("denominator", "denominator", as: .text), Row("ln", "ln", as: .flag), Row("multiplier", "multiplier"),
    Row("inv", "inv", as: .flag), Row("columns", "columns", as: .text),
  ]
  /// The steps that the arrays are stored before.
  static let tables = [normalize, background, transform, backtransform]

  private static let windows = ["kaiser-bessel": "kaiser", "kaiser": "kaiser"]
  private static let clamps: [String: Double] = [
    "none": 0, "slight": 3, "weak": 6, "medium": 12, "strong": 24, "rigid": 96,
  ]

  /// Who wrote the project, as far as that changes what its parameters mean.
  struct Program {
    var version: String?
    /// Larch writes the degree of the polynomial where Athena writes the number of its coefficients.
    var writesDegree: Bool

    init(header: [String]) {
      let first = header.first { $0.contains("Athena project file") || $0.contains("Athena record file") }
      version = first?.split(separator: " ").last.map(String.init)
      writesDegree = header.contains { $0.lowercased().contains("using larch version") && $0.contains("Python") }
    }
  }

  /// The steps of a record.
  static func steps(_ arguments: AthenaArguments, kind: AthenaRecordKind, program: Program) -> [Step] {
    var steps: [Step] = []
    func add(_ operation: String, _ parameters: [StepParameter], applied: Bool) {
      guard !parameters.isEmpty else { return }
      steps.append(
        Step(
          operation: operation, program: "Athena", version: program.version,
          parameters: parameters + [
            StepParameter(Self.applied, .text(applied ? "yes" : "no")), StepParameter(derivation, .text("args")),
          ]))
    }
    if ["energy_string", "en_str", "xmu_string", "mu_str", "energy", "numerator"].contains(where: { key in
      !(arguments.text(key) ?? "").isEmpty
    }) {
      add("import", parameters(importRows, arguments, program), applied: true)
    }
    if let shift = arguments.number(shiftArgument), shift != 0 {
      add(energyShift, [StepParameter(Self.shift, .number(shift), unit: "eV")], applied: false)
    } else if let shift = arguments.number(appliedShiftArgument), shift != 0 {
      add(energyShift, [StepParameter(Self.shift, .number(shift), unit: "eV")], applied: true)
    }
    for table in tables {
      if kind.data != .mu, table.operation == normalize.operation { continue }
      if kind.abscissa != .energy, table.operation == background.operation { continue }
      add(table.operation, parameters(table.rows, arguments, program), applied: false)
    }
    return steps
  }

  static let shiftArgument = "bkg_eshift"
  /// Where this program keeps a shift that it has applied; other programs pass over it.
  static let appliedShiftArgument = "edgewise_eshift"

  private static func parameters(_ rows: [Row], _ arguments: AthenaArguments, _ program: Program) -> [StepParameter] {
    rows.flatMap { row -> [StepParameter] in
      guard let text = arguments.text(row.keys), !text.isEmpty else { return [] }
      let number = PerlText.number(text)
      switch row.kind {
      case .text: return [StepParameter(row.name, .text(text), unit: row.unit)]
      case .window: return [StepParameter(row.name, .text(windows[text.lowercased()] ?? text.lowercased()))]
      case .flag: return [StepParameter(row.name, .integer(arguments.isSet(key(row, arguments)) ? 1 : 0))]
      case .record: return isRecord(text) ? [StepParameter(row.name, .text(text))] : []
      case .clamp: return [value(row, text, number ?? clamps[text.lowercased()])]
      case .number: return [value(row, text, number)]
      case .coefficients: return coefficients(row, text, number, program)
      }
    }
  }

  private static func key(_ row: Row, _ arguments: AthenaArguments) -> String {
    row.keys.first { arguments[$0]?.scalar != nil } ?? row.keys[0]
  }

  private static func value(_ row: Row, _ text: String, _ number: Double?) -> StepParameter {
    StepParameter(row.name, number.map { .number($0) } ?? .text(text), unit: row.unit)
  }

  private static func coefficients(
    _ row: Row, _ text: String, _ number: Double?, _ program: Program
  ) -> [StepParameter] {
    let rule =
      program.writesDegree
      ? "degree of the polynomial, which Larch writes as it is"
      : "degree of the polynomial: \(row.keys[0]) counts its coefficients"
    return [
      value(row, text, number.map { program.writesDegree ? $0 : $0 - 1 }),
      StepParameter(row.name + "_rule", .text(rule)),
    ]
  }

  /// Whether a reference names a record, rather than saying in one of several ways that there is none.
  static func isRecord(_ text: String) -> Bool { !["", "0", "None", "none"].contains(text) }

  /// The arguments that say what steps of another program say: the newest name of each, with its value.
  static func arguments(from steps: [Step]) -> [(key: String, value: String)] {
    steps.flatMap { step -> [(key: String, value: String)] in
      guard let table = tables.first(where: { $0.operation == step.operation }) else { return [] }
      return step.parameters.compactMap { parameter in
        guard let row = table.rows.first(where: { $0.name == parameter.name }), row.kind != .record else { return nil }
        guard case .array(let array) = parameter.value, var number = array.singleNumber, number.isFinite else {
          return parameter.value.text.map { (row.keys[0], $0) }
        }
        if row.kind == .coefficients { number += 1 }
        let isWhole = array.type.isInteger || row.kind == .coefficients || row.kind == .flag
        return (row.keys[0], isWhole ? "\(Int64(clamping: number))" : NumberFormatter.text(number))
      }
    }
  }
}

extension Int64 {
  fileprivate init(clamping number: Double) {
    self = Int64(exactly: number.rounded()) ?? (number < 0 ? .min : .max)
  }
}
