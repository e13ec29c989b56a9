/// What the control system of ALS 8.0.1 writes beside its maps: the log of a scan, and the spectra of the camera.
import Bytes
import DataModel

extension BeamlineDialect {
  /// One row for each frame, with times and file names between the numbers.
  static let alsScanLog = BeamlineDialect(
    id: "als-bcs", name: "ALS beamline control system, scan log (text)", extensions: [".txt"],
    sign: { head in
      guard let type = head.firstLine(beginning: "Scan Type:", within: 12),
        let labels = head.lines.prefix(40).firstIndex(where: ALSScanLog.isLabelLine)
      else { return nil }
      return "line \(type) gives the type of the scan, and line \(labels + 1) labels between tabs, Time first"
    },
    content: .bytes { bytes throws(FormatError) in try ALSScanLog.read(bytes) }, roles: ALSScanLog.roles,
    complete: ALSScanLog.complete)

  /// A frame summed over one direction, or point by point.
  static let alsCamera = BeamlineDialect(
    id: "als-camera", name: "ALS 8.0.1 camera, spectra and frames (text)", extensions: [".txt"],
    sign: { head in
      guard head.line(1).hasPrefix("Instrument:"), head.line(2).hasPrefix("X Size:"),
        let labels = head.lines.prefix(20).firstIndex(where: { ["X\tCounts", "X\tY\tCounts"].contains($0) })
      else { return nil }
      return "the header names instrument and size, and line \(labels + 1) the columns \(head.lines[labels])"
    },
    roles: [
      RoleRule("x", .index, unit: "pixel"), RoleRule("y", .index, unit: "pixel"),
      RoleRule("counts", .intensity, unit: "counts"),
    ])
}

private enum ALSScanLog {
  static func isLabelLine(_ line: String) -> Bool { line.hasPrefix("Time\t") && line.split(separator: "\t").count > 3 }

  static let roles: [RoleRule] = [
    RoleRule("izero", .i0), RoleRule("izero 2", .monitor, "2"), RoleRule("i0", .i0), RoleRule("tfy", .ifluor),
    RoleRule("tey", .iey), RoleRule("frame #", .index), RoleRule("beam current", .monitor, unit: "mA"),
    RoleRule("total flux", .monitor, "flux"), RoleRule("counts", .intensity, unit: "counts"),
    RoleRule("background", .other, unit: "counts"), RoleRule("filename", .other), RoleRule("sample current", .other),
    RoleRule("time", .other),
  ]

  /// Reads the rows cell by cell: a column is one of numbers when all of its cells are.
  static func read(_ bytes: Span<UInt8>) throws(FormatError) -> BeamlineScan {
    let text = HeaderText(bytes, from: 0, to: bytes.count)
    guard let labelLine = text.rawLines.firstIndex(where: isLabelLine) else {
      throw FormatError(.unreadable, "no line of labels was found: it begins with Time and a tab")
    }
    var scan = BeamlineScan()
    scan.header = ScanHeader(Array(text.lines[..<labelLine]), raw: Array(text.rawLines[..<labelLine]))
    scan.headerText = text.rawLines[...labelLine].joined(separator: "\n")
    for line in scan.header.lines where line.kind == .text { scan.add(line, facts: { _, _ in nil }) }
    let labels = text.rawLines[labelLine].split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    var cells = labels.map { _ in [String]() }
    for (index, line) in text.rawLines.enumerated().dropFirst(labelLine + 1) where !line.trimmingBlanks().isEmpty {
      let row = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard row.count == labels.count else {
        scan.findings.append(
          Finding(
            row.count < labels.count ? ColumnsFinding.shortRow : ColumnsFinding.longRow,
            "The row has \(row.count) of \(labels.count) cells and was left out.", at: .init(line: index + 1),
            expected: "\(labels.count) cells", found: "\(row.count) cells"))
        continue
      }
      for (column, cell) in row.enumerated() { cells[column].append(String(cell.trimmingBlanks())) }
    }
    scan.columns = zip(labels, cells).map { label, cells in
      let numbers = cells.compactMap { NumberParser.double($0) }
      let parsed = ColumnLabel(parsing: label)
      return BeamlineScan.Column(
        parsed.name, unit: parsed.unit, numbers.count == cells.count ? TypedArray(numbers) : TypedArray(cells))
    }
    return scan
  }

  /// The header names the motor that was moved.
  @Sendable static func complete(_ scan: inout BeamlineScan) {
    guard let motor = scan.metadata.text("X Motor"), let index = scan.index(named: motor) else { return }
    guard ScanCommand.isEnergy(motor) else { return }
    scan.columns[index].draft.role = .energy
    scan.columns[index].draft.unit = scan.columns[index].draft.unit ?? "eV"
    scan.columns[index].draft.isSettled = true
  }
}
