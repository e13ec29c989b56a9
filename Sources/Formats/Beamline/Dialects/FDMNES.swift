/// Spectra that FDMNES calculates, with energies relative to the edge.
import Bytes
import DataModel

extension BeamlineDialect {
  static let fdmnes = BeamlineDialect(
    id: "fdmnes", name: "FDMNES (text)", extensions: [".txt", ".dat"],
    sign: { head in
      if head.opening.drop(while: { $0 == "#" || $0 == " " }).hasPrefix("FDMNES") {
        return "the first line is that of FDMNES"
      }
      guard let line = head.firstLine(with: "= E_edge", within: 5) else { return nil }
      return "line \(line) gives E_edge as FDMNES does"
    },
    content: .text(TextLayout(facts: FDMNESHeader.facts)), complete: FDMNESHeader.complete)
}

private enum FDMNESHeader {
  /// `20000.000   42  1  1 ... = E_edge, Z, n_edge, j_edge, ...`
  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    guard let mark = line.firstRange(of: " = E_edge") else {
      return number == 1 ? [HeaderFact("Calculation.program", line)] : nil
    }
    let values = line[..<mark.lowerBound].split(separator: " ")
    let names = line[mark.lowerBound...].split { " =,".contains($0) }
    guard values.count == names.count else { return nil }
    return zip(names, values).flatMap { name, value in
      switch name {
      case "E_edge": [HeaderFact("Scan.edge_energy", value, unit: "eV")]
      case "Z":
        [HeaderFact("Calculation.Z", value)]
          + (Int(value).flatMap(Element.init(atomicNumber:)).map { [HeaderFact("Element.symbol", $0.symbol)] } ?? [])
      // The only edge of the innermost shell.
      case "n_edge" where value == "1": [HeaderFact("Calculation.n_edge", value), HeaderFact("Element.edge", "K")]
      default: [HeaderFact("Calculation.\(name)", value)]
      }
    }
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    scan.startTime = time(scan)
    for index in scan.columns.indices where scan.columns[index].draft.name.contains("xanes") { scan.settle(index, .mu) }
    scan.noteCalculation("a spectrum that FDMNES calculated")
    guard let energies = scan.index(named: "energy") else { return }
    let name = scan.columns[energies].draft.name
    let values = scan.columns[energies].values.doubles()
    guard let edge = scan.number("Scan.edge_energy"), edge > 0 else {
      scan.settle(energies, .other, "relative to the edge", unit: "eV")
      scan.findings.append(
        Finding(
          BeamlineFinding.relativeEnergy,
          "The energies in \"\(name)\" are relative to an edge, and the header does not say where that edge is.",
          at: .init(path: "/1/channels/\(name)")))
      return
    }
    // Energies that the user asked for as those of the photons lie around the edge.
    guard let first = values.first, first < edge / 2 else {
      scan.settle(energies, .energy, unit: "eV")
      return
    }
    addAbsolute(&scan, energies, edge)
  }

  private static func addAbsolute(_ scan: inout BeamlineScan, _ relative: Int, _ edge: Double) {
    scan.settle(relative, .other, "relative to the edge", unit: "eV")
    let name = scan.columns[relative].draft.name
    let absolute = "photon_energy"
    let values = scan.columns[relative].values.doubles().map { $0 + edge }
    scan.columns.append(BeamlineScan.Column(absolute, unit: "eV", role: .energy, TypedArray(values)))
    scan.steps.append(
      Step(
        operation: "energy from edge", program: "edgewise", version: EdgewiseVersion.string,
        parameters: [StepParameter("edge_energy", .number(edge), unit: "eV")], inputs: [name], outputs: [absolute]))
  }

  /// `Date = 21 01 2022` (day, month, year) and `Time = 10 h 48 mn 13 s`.
  private static func time(_ scan: BeamlineScan) -> String? {
    let date = scan.metadata.text("Date")?.split(separator: " ").map { Int($0) } ?? []
    let clock = scan.metadata.text("Time")?.numbers ?? []
    guard date.count == 3, clock.count == 3 else { return nil }
    let padded = clock.map { $0.count == 1 ? "0" + $0 : String($0) }
    return LocalTime.iso(year: date[2], month: date[1], day: date[0], time: padded.joined(separator: ":"))
  }
}
