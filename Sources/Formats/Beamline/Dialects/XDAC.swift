/// XDAC at NSLS, its forerunner, and MRCAT at APS, whose files have the same layout.
import Bytes
import DataModel

extension BeamlineDialect {
  /// NSLS X-11A, X-19A, X-23A2 and others.
  static let xdac = BeamlineDialect(
    id: "xdac", name: "NSLS XDAC (text)",
    sign: { head in
      let line = head.opening.drop { $0 == "#" || $0 == " " }
      // The forerunner's name alone is short; the regions of the scan must stand below it.
      let isForerunner = line.hasPrefix("DAC V") && head.firstLine(with: "SRB=", within: 30) != nil
      let isXDAC = line.hasPrefix("XDAC V") || line.hasPrefix("NSLS_DAC V") || isForerunner || XDACHeader.isBMM(head)
      return isXDAC ? "the first line is that of XDAC: \(line)" : nil
    },
    content: .text(TextLayout(table: XDACHeader.mark.table, facts: XDACHeader.facts)), roles: XDACHeader.roles,
    complete: XDACHeader.complete)

  /// APS 10-ID and 10-BM.
  static let mrcat = BeamlineDialect(
    id: "mrcat", name: "APS MRCAT 10-ID and 10-BM (text)",
    sign: { head in
      let line = head.opening.drop { $0 == "#" || $0 == " " }
      return line.hasPrefix("MRCAT_XAFS V") ? "the first line is that of MRCAT: \(line)" : nil
    },
    content: .text(TextLayout(table: XDACHeader.mark.table, facts: XDACHeader.facts)), roles: XDACHeader.roles,
    complete: XDACHeader.complete)
}

enum XDACHeader {
  /// The line above the labels.
  static let mark = TableMark("--------")

  /// NSLS-II's BMM wrote the layout of XDAC for its silicon drift detector, with its own name in the first line. No real
  /// file seen: the name alone is short, so the lines of XDAC must stand below it.
  static func isBMM(_ head: TextHead) -> Bool {
    let line = head.opening.drop { $0 == "#" || $0 == " " }
    guard line.hasPrefix("BMM"), line.dropFirst(3).first.map({ !$0.isLetter && !$0.isNumber }) ?? true,
      head.firstLine(with: "--------") != nil
    else { return false }
    let isBeamline = head.line(2).contains("X-23A2") || head.line(2).contains("\" created on ")
    return isBeamline || head.firstLine(with: "SRB=", within: 30) != nil
  }

  /// `"Fe.002" created on 6/27/11 at 2:22:40 PM on X-23A2`, or
  /// `"Mn.002" created at APS 10BM on Tue Jul  9 15:35:15 2019 CDT`.
  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    if line.hasPrefix("\"") { return created(line) }
    if line.hasPrefix("E0="), let energy = line.text(behind: "E0=")?.numbers.first {
      return [HeaderFact("Scan.edge_energy", energy, unit: "eV")]
    }
    if line.hasPrefix("Ring energy="), let energy = line.text(behind: "=")?.numbers.first {
      return [HeaderFact("Facility.energy", energy, unit: "GeV")]
    }
    if line.hasSuffix(" Datafile") || line.contains(" Datafile V") { return [HeaderFact("Scan.program", line)] }
    if line.hasPrefix("Diffraction element=") {
      return HeaderPairs.parse(line)?.map { pair in
        let value = pair.value.hasSuffix(".") ? String(pair.value.dropLast()) : pair.value
        guard pair.key == "Ring energy" else { return HeaderFact("Mono.name", value) }
        return HeaderFact("Facility.energy", value.split(separator: " ").first ?? "", unit: "GeV")
      }
    }
    return nil
  }

  private static func created(_ line: String) -> [HeaderFact]? {
    let parts = line.split(separator: "\"", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let rest = parts[1].trimmingBlanks()
    var facts = [HeaderFact("Scan.file", parts[0])]
    if let text = rest.text(behind: "created on ") {
      let pieces = text.split(separator: " at ", maxSplits: 1).flatMap { $0.split(separator: " on ", maxSplits: 1) }
      guard pieces.count >= 2 else { return nil }
      let date = pieces[0].split(separator: "/").map { Int($0) }
      guard date.count == 3, let time = LocalTime.iso(year: date[2], month: date[0], day: date[1], time: pieces[1])
      else { return nil }
      facts.append(HeaderFact("Scan.start_time", time))
      if pieces.count > 2 { facts.append(HeaderFact("Beamline.name", pieces[2])) }
      return facts
    }
    guard let text = rest.text(behind: "created at "), let on = text.firstRange(of: " on "),
      let time = LocalTime.ctime(text[on.upperBound...])
    else { return nil }
    return facts + [HeaderFact("Beamline.name", text[..<on.lowerBound]), HeaderFact("Scan.start_time", time)]
  }

  static let roles: [RoleRule] =
    [
      RoleRule("energy", .energy, unit: "eV"), RoleRule("i0", .i0), RoleRule("io", .i0), RoleRule("it", .itrans),
      RoleRule("iref", .irefer), RoleRule("ir", .irefer), RoleRule("if", .ifluor), RoleRule("iff", .ifluor),
      RoleRule("ifch*", .ifluor), RoleRule("iffast*", .other, DetectorElement.inputRate),
      RoleRule("ifslow*", .other, DetectorElement.outputRate),
      RoleRule("ifast*", .other, DetectorElement.inputRate), RoleRule("islow*", .other, DetectorElement.outputRate),
      RoleRule("if*", .ifluor), RoleRule("roi1_*", .ifluor), RoleRule("roi*", .ifluor),
      RoleRule("fast*", .other, DetectorElement.inputRate), RoleRule("fast_*", .other, DetectorElement.inputRate),
      RoleRule("slow*", .other, DetectorElement.outputRate), RoleRule("slow_*", .other, DetectorElement.outputRate),
      RoleRule("inttime", .time, unit: "s"),
    ] + furtherWindows.map { RoleRule("\($0)_*", .other, $0) }

  /// Windows around the emission of further edges, `roi2_1` for that of element 1.
  private static let furtherWindows = ["roi2", "roi3", "roi4"]

  /// A second edge in the same scan: each further window, corrected with the rates of its elements.
  private static func addFurtherEdges(_ scan: inout BeamlineScan) {
    let channels = scan.channelsSoFar
    for window in furtherWindows {
      let terms = channels.compactMap { channel -> String? in
        guard let element = channel.qualifier?.text(behind: window + " ").map(String.init), channel.role == .other,
          !DetectorElement.isSilent(element, among: channels)
        else { return nil }
        let factor = DetectorElement.correction(of: element, among: channels)
        return SignalExpression.quoted(channel.name) + (factor.map { "*" + $0 } ?? "")
      }
      guard let first = terms.first else { continue }
      let sum = terms.count == 1 ? first : "(" + terms.joined(separator: "+") + ")"
      let monitor = channels.first { $0.role == .i0 }.map { "/" + SignalExpression.quoted($0.name) } ?? ""
      scan.furtherSignals.append(
        Signal(name: "fluorescence_\(window)", expression: sum + monitor, mode: .fluorescence))
    }
  }

  /// Whoever reads out the elements of a detector came for the fluorescence.
  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.isFluorescence = scan.columns.count { $0.draft.role == .ifluor } > 1
    stateKiloelectronvolts(&scan)
    addFurtherEdges(&scan)
    FourChannelChamber.read(&scan)
  }

  /// Some have turned their energies into keV and left the header as it was. No beamline of these went below 200 eV.
  private static func stateKiloelectronvolts(_ scan: inout BeamlineScan) {
    guard let index = scan.index(of: .energy), let highest = scan.columns[index].values.doubles().max(),
      0..<200 ~= highest
    else { return }
    scan.columns[index].draft.unit = "keV"
    scan.findings.append(
      Finding(
        ColumnsFinding.unitGuess,
        "Column \"\(scan.columns[index].draft.name)\" is taken to be in keV, because it ends at "
          + "\(NumberFormatter.text(highest)), where this program writes eV. The values stay as they are; use --unit to "
          + "state another unit.", at: .init(path: ColumnRoles.unitPath(scan.columns[index].draft.name)), found: "keV"))
  }
}
