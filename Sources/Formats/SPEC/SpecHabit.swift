/// What columns of SPEC scans mean beyond their labels: the habits of SPEC's imitators and of beamlines, one row each.
import Bytes
import DataModel

/// A way of using SPEC: how it is told, and what its columns mean.
struct SpecHabit: Sendable {
  /// What of a scan tells the habit.
  struct Facts: Sendable {
    /// The text behind the scan's number.
    var command: String
    /// The comments of the file header.
    var comments: [String]
    /// The names of all motors.
    var motors: Set<String>

    /// Whether the scan moves a motor of this name.
    func isMotor(_ name: String) -> Bool {
      motors.contains(name) || command.split(separator: " ").dropFirst().contains { $0 == name }
    }
  }

  let applies: @Sendable (BeamlineScan, Facts) -> Bool
  var roles: [RoleRule] = []
  var complete: @Sendable (inout BeamlineScan) -> Void = { _ in }

  /// Applies all habits that a scan shows.
  static func apply(to scan: inout BeamlineScan, facts: Facts) {
    for habit in all where habit.applies(scan, facts) {
      RoleRule.apply(habit.roles, to: &scan.columns)
      habit.complete(&scan)
    }
    settlePositions(&scan, facts)
  }

  private static let all = [sardana, cmc, zapline, unlabelled]

  /// Sardana numbers its points and gives the time since the beginning of the scan in seconds.
  private static let sardana = SpecHabit(
    applies: { scan, _ in scan.index(named: "Pt_No") != nil },
    roles: [RoleRule("Pt_No", .index), RoleRule("dt", .time, unit: "s")])

  /// The XAFS beamline 9-BM of APS (CMC-XOR), known by the user's name in the file header. Columns like `i0off` hold count
  /// rates without dark counts: what the raw counts `i0` have more than rate and counting time give is dark.
  private static let cmc = SpecHabit(
    applies: { _, facts in facts.comments.contains { $0.contains("bmexafs") || $0.contains("9bmuser") } },
    roles: [
      RoleRule("energy", .energy, unit: "eV"), RoleRule("i0", .i0), RoleRule("i1", .itrans), RoleRule("i2", .irefer),
      RoleRule("iref", .irefer), RoleRule("mca*", .ifluor), RoleRule("seconds", .time, unit: "s"),
    ],
    complete: { scan in
      subtractDark(&scan)
      silence([.itrans, .irefer, .ifluor], in: &scan)
    })

  private static func subtractDark(_ scan: inout BeamlineScan) {
    guard let time = scan.index(named: "Seconds"), let seconds = scan.columns[time].values.doubles().first, seconds > 0
    else { return }
    var rates = [Double](repeating: 0, count: scan.columns.count)
    for name in ["i0", "i1", "i2"] {
      guard let raw = scan.index(named: name), let clean = scan.index(named: name + "off"),
        let counts = scan.columns[raw].values.doubles().first, let rate = scan.columns[clean].values.doubles().first
      else { continue }
      let dark = (counts - rate * seconds) / seconds
      if dark.isFinite { rates[raw] = dark }
    }
    scan.subtractDark(rates, time: time)
  }

  /// SNBL's continuous scans of the monochromator, with the energy in keV.
  private static let zapline = SpecHabit(
    applies: { scan, facts in facts.command.hasPrefix("zapline") && scan.index(named: "ZapEnergy") != nil },
    roles: [
      RoleRule("ZapEnergy", .energy, unit: "keV"), RoleRule("Ion1", .i0), RoleRule("Ion2", .itrans),
      RoleRule("Det*", .ifluor), RoleRule("xmap_roi*", .ifluor, "xmap"), RoleRule("Mon", .monitor),
    ],
    complete: { scan in silence([.itrans, .ifluor], in: &scan) })

  /// Spectra that PyMca wrote: two columns whose labels only number them.
  private static let unlabelled = SpecHabit(
    applies: { scan, _ in scan.columns.map(\.draft.name) == ["Column 1", "Column 2"] },
    complete: { scan in
      guard let reason = EnergyEvidence(scan.columns[0].values.doubles())?.scanReason,
        scan.columns[1].values.doubles().allSatisfy(\.isFinite)
      else { return }
      for (index, role) in [ChannelRole.energy, .mu].enumerated() {
        let name = scan.columns[index].draft.name
        scan.columns[index].draft.role = role
        scan.findings.append(
          Finding(
            ColumnsFinding.roleGuess,
            "Column \"\(name)\" is taken for \(role.rawValue) because the first one "
              + "of two is an energy: \(reason). Use --columns to say something else.",
            at: .init(path: ColumnRoles.rolePath(name)), found: role.rawValue))
      }
    })

  /// Detectors that counted nothing get no role: a signal with them would be empty or infinite.
  private static func silence(_ roles: Set<ChannelRole>, in scan: inout BeamlineScan) {
    for index in scan.columns.indices where roles.contains(scan.columns[index].draft.role) {
      let values = scan.columns[index].values.doubles()
      guard !values.isEmpty, values.allSatisfy({ $0 == 0 }) else { continue }
      let name = scan.columns[index].draft.name
      scan.columns[index].draft.role = .other
      scan.findings.append(
        Finding(
          SpecFinding.silent, "\"\(name)\" is zero in the whole scan; no signal is made with it.",
          at: .init(path: ColumnRoles.rolePath(name)), found: "0"))
    }
  }

  /// What motors can be the position of.
  private static let positions: Set<ChannelRole> = [.energy, .angle, .index, .time, .emissionEnergy, .energyTransfer]

  /// Diffractometers have circles that are called mu and chi, and write the Miller indices H and K.
  private static func settlePositions(_ scan: inout BeamlineScan, _ facts: Facts) {
    let hasMillerIndices = scan.index(named: "H") != nil
    for index in scan.columns.indices where hasMillerIndices && scan.columns[index].draft.name == "K" {
      scan.columns[index].draft.isSettled = true
    }
    for index in scan.columns.indices where !scan.columns[index].draft.isSettled {
      let name = scan.columns[index].draft.name
      guard scan.columns[index].draft.role == .other, facts.isMotor(name),
        let entry = ColumnRoles.standardEntry(name) ?? RoleTable.entry(forColumn: name),
        !positions.contains(entry.role)
      else { continue }
      scan.columns[index].draft.isSettled = true
      scan.findings.append(
        Finding(
          SpecFinding.motorName, "Column \"\(name)\" is taken for a motor, because the scan has one of that name.",
          at: .init(path: ColumnRoles.rolePath(name)), found: name))
    }
  }
}
