/// Dispersive beamlines, where each point is a pixel of a detector until someone has calibrated it: ESRF ID24 and SLRI
/// BL4, Photon Factory, SOLEIL ODE. No real file of the first two seen: built after the description of others.
import Bytes
import DataModel

extension BeamlineDialect {
  static let stripeDetector = BeamlineDialect(
    id: "id24", name: "ESRF ID24 and SLRI BL4, dispersive (text)", extensions: [".dat", ".txt", ".calib"],
    sign: { head in
      let line = head.opening
      guard line.contains(" from pixel "), line.contains(" stripe ") else { return nil }
      return "the first line names the pixels and stripes of the detector: \(line)"
    },
    content: .text(TextLayout(labels: DispersiveScan.labels, facts: DispersiveScan.facts)),
    complete: DispersiveScan.complete)

  static let pfDispersive = BeamlineDialect(
    id: "pf-dispersive", name: "Photon Factory, dispersive (comma-separated)", extensions: [".csv"],
    sign: { head in
      guard let series = PFDispersive.seriesNumbers(head.line(1)), PFDispersive.isFirstRow(head.line(2), series.count)
      else { return nil }
      return "an empty cell and \(series.count == 1 ? "a number" : "\(series.count) numbers") of spectra stand above "
        + "numbered pixels"
    },
    content: .text(TextLayout(table: PFDispersive.table, labels: PFDispersive.labels, facts: { _, _ in [] })),
    complete: PFDispersive.complete)

  static let ode = BeamlineDialect(
    id: "ode", name: "SOLEIL ODE, dispersive, calibrated (text)", extensions: [".txt"],
    sign: { head in
      guard head.opening.hasPrefix("#") else { return nil }
      let lines = head.lines.prefix(10).map { $0.lowercased() }
      guard let line = lines.firstIndex(where: { $0.contains("ode beamline") }),
        lines.contains(where: { $0.contains("soleil") })
      else { return nil }
      return "line \(line + 1) names the beamline ODE, and the header SOLEIL"
    },
    content: .text(
      TextLayout(facts: { line, _ in
        if line.lowercased() == "ode beamline" { return [HeaderFact("Beamline.name", "ODE")] }
        if ["soleil", "soleil synchrotron"].contains(line.lowercased()) {
          return [HeaderFact("Facility.name", "SOLEIL")]
        }
        return nil
      })), roles: [RoleRule("energy", .energy, unit: "eV"), RoleRule("mu", .mu, "transmission")])
}

/// A column of pixels, or of energies once it is calibrated, and spectra.
enum DispersiveScan {
  static let pixelLabel = "pixel"

  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard header.columnCount > 1 else { return nil }
    let spectra = header.columnCount - 1
    return [pixelLabel] + (spectra == 1 ? ["mu"] : (1...spectra).map { "mu_\($0)" })
  }

  /// `:key : value`
  @Sendable static func facts(_ line: String, _ number: Int) -> [HeaderFact]? {
    let text = line.drop { $0 == ":" || $0 == " " }
    guard line.hasPrefix(":") else { return nil }
    if number == 1 { return [HeaderFact("Scan.description", text)] }
    guard let mark = text.firstRange(of: " : ") else { return [HeaderFact("Scan.comment", text)] }
    return [HeaderFact("Scan.\(text[..<mark.lowerBound].trimmingBlanks())", text[mark.upperBound...])]
  }

  @Sendable static func complete(_ scan: inout BeamlineScan) {
    for index in scan.columns.indices.dropFirst() { scan.settle(index, .mu, "transmission") }
    placePixels(&scan)
  }

  /// Whole numbers that rise by one are pixels; anything else has been calibrated.
  static func placePixels(_ scan: inout BeamlineScan) {
    guard let values = scan.columns.first?.values.doubles(), values.count > 1 else { return }
    let arePixels = values.indices.dropFirst().allSatisfy { values[$0] == values[$0 - 1] + 1 }
    guard arePixels else {
      scan.columns[0].draft.name = "energy"
      scan.columns[0].draft.role = .energy
      return
    }
    scan.settle(0, .index)
    let stated = polynomial(scan)
    if let stated, scan.addEnergy(fromPixels: stated) { return }
    let energies =
      stated == nil
      ? "the file does not say which energies they have"
      : "the polynomial in the header gives no energies that rise or fall all the way"
    scan.findings.append(
      Finding(
        BeamlineFinding.pixelAxis,
        "The \(values.count) points are the pixels \(NumberFormatter.text(values[0])) to "
          + "\(NumberFormatter.text(values[values.count - 1])); \(energies).",
        at: .init(path: "/1/channels/\(scan.columns[0].draft.name)")))
  }

  /// The calibration in the header: `offset`, `linear` and, where there is one, `quadratic`, as the last words of keys.
  private static func polynomial(_ scan: BeamlineScan) -> PixelEnergy? {
    let lines = scan.metadata.nodes.flatMap { [$0] + $0.children }
    let found = ["offset", "linear", "quadratic"].map { word in
      lines.first { $0.name.lowercased().split { !$0.isLetter }.last.map(String.init) == word }?.value?.text
        .flatMap { $0.numbers.first }.flatMap { NumberParser.double(String($0)) }
    }
    guard let offset = found[0], let linear = found[1] else { return nil }
    return PixelEnergy([offset, linear] + [found[2]].compactMap { $0 })
  }
}

/// A line with the numbers of the spectra, and rows of a pixel's number and its values. No real file seen.
enum PFDispersive {
  private static func cells(_ line: String) -> [Substring] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
  }

  /// `, 0, 1, 2`
  static func seriesNumbers(_ line: String) -> [Int]? {
    let cells = cells(line)
    let numbers = cells.dropFirst().compactMap { Int($0) }
    // Only the beginning of a long line is looked at: its last cell may be cut.
    guard cells.first?.isEmpty == true, !numbers.isEmpty, numbers.count >= cells.count - 2 else { return nil }
    let rises = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 && $1 - $0 == 1 }
    return (0...1_000_000).contains(numbers[0]) && rises ? numbers : nil
  }

  static func isFirstRow(_ line: String, _ spectra: Int) -> Bool {
    let cells = cells(line)
    guard let first = cells.first.flatMap({ Int($0) }), (0...1).contains(first), cells.count > 1 else { return false }
    return cells.dropFirst().prefix(spectra).dropLast(spectra > 1 ? 1 : 0)
      .allSatisfy { NumberParser.double(String($0)) != nil }
  }

  @Sendable static func table(_ text: Span<UInt8>, _ start: Int) -> TableReading? {
    var lines = Lines(from: start)
    guard lines.next(in: text) != nil else { return nil }
    let begin = lines.offset
    let dialect = TableDialect(delimiter: .comma, decimalComma: false)
    let table = NumericTable.read(
      text, in: begin..<text.count, firstLine: 2, options: dialect.options(columnCount: nil, fused: false))
    guard table.rowCount > 0 else { return nil }
    return TableReading(
      table: table, dialect: dialect, columnCount: table.columns.count, start: begin, firstLine: 2)
  }

  @Sendable static func labels(_ header: ScanHeader) -> [String]? {
    guard header.columnCount > 1, let numbers = header.lines.first.flatMap({ seriesNumbers($0.text) }) else {
      return nil
    }
    let names = numbers.count == header.columnCount - 1 ? numbers.map(String.init) : []
    return [DispersiveScan.pixelLabel] + names.map { "mu_\($0)" }
  }

  /// Several spectra over the same pixels are one channel with two dimensions.
  @Sendable static func complete(_ scan: inout BeamlineScan) {
    guard let pixels = scan.columns.first, scan.columns.count > 1 else { return }
    let spectra = scan.columns.dropFirst().map { $0.values.doubles() }
    var mu: BeamlineScan.Column
    if spectra.count == 1 {
      mu = BeamlineScan.Column("mu", role: .mu, qualifier: "transmission", TypedArray(spectra[0]))
      scan.columns = [pixels, mu]
    } else {
      mu = BeamlineScan.Column(
        "mu", role: .mu, qualifier: "transmission",
        TypedArray(spectra.flatMap { $0 }, shape: [spectra.count, pixels.values.count]))
      mu.dimensions = [.spectrum, .point]
      let numbers = scan.header.lines.first.flatMap { seriesNumbers($0.text) } ?? Array(spectra.indices)
      var index = BeamlineScan.Column("spectrum", role: .index, TypedArray(numbers.map { Int64($0) }))
      index.dimensions = [.spectrum]
      scan.columns = numbers.count == spectra.count ? [pixels, index, mu] : [pixels, mu]
    }
    DispersiveScan.placePixels(&scan)
  }
}
