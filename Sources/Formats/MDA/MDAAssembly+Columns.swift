/// The arrays of an MDA file as columns, and its process variables as metadata.
import Bytes
import DataModel

extension MDAAssembly {
  mutating func addColumns(_ level: MDALevel, shape: [Int], dimensions: [Dimension]) {
    var positioners: [MDAScan.Positioner] = []
    var detectors: [MDAScan.Detector] = []
    // Inner scans can have other detectors than the first one.
    var known: Set<Int> = []
    var knownPositioners: Set<Int> = []
    for (_, scan) in level.scans {
      positioners += scan.positioners.filter { knownPositioners.insert($0.number).inserted }
      detectors += scan.detectors.filter { known.insert($0.number).inserted }
    }
    let count = (positioners.count + detectors.count).multipliedReportingOverflow(
      by: level.placeCount * level.pointCount)
    guard !count.overflow, count.partialValue <= valuesLeft else {
      findings.append(
        Finding(
          MDAFinding.inner,
          "\(positioners.count + detectors.count) arrays of \(shape) points do not fit a file of \(byteCount) bytes.",
          found: "\(count.partialValue) values"))
      return
    }
    valuesLeft -= count.partialValue
    for positioner in positioners {
      let values = level.values { scan in
        scan.positioners.firstIndex { $0.number == positioner.number }.map { scan.positions[$0] }
      }
      add(positioner, TypedArray(values, shape: shape), dimensions)
    }
    for detector in detectors {
      let values = level.values { scan in
        scan.detectors.firstIndex { $0.number == detector.number }.map { scan.readings[$0] }
      }
      add(detector, TypedArray(values, shape: shape), dimensions)
    }
  }

  private mutating func add(_ positioner: MDAScan.Positioner, _ values: TypedArray, _ dimensions: [Dimension]) {
    // What is stored are the read-back values, where there is a read-back.
    let hasReadback = !positioner.readbackName.isEmpty
    let unit = hasReadback && !positioner.readbackUnit.isEmpty ? positioner.readbackUnit : positioner.unit
    let description = positioner.description.isEmpty ? positioner.readbackDescription : positioner.description
    append(
      description.isEmpty ? positioner.name : description, unit, values, dimensions,
      [
        ("positioner", "\(positioner.number + 1)"), ("pv", positioner.name), ("description", positioner.description),
        ("step_mode", positioner.stepMode), ("unit", positioner.unit), ("readback_pv", positioner.readbackName),
        ("readback_description", positioner.readbackDescription), ("readback_unit", positioner.readbackUnit),
      ])
  }

  private mutating func add(_ detector: MDAScan.Detector, _ values: TypedArray, _ dimensions: [Dimension]) {
    append(
      detector.description.isEmpty ? detector.name : detector.description, detector.unit, values, dimensions,
      [("detector", "\(detector.number + 1)"), ("pv", detector.name), ("description", detector.description)])
  }

  private mutating func append(
    _ name: String, _ unit: String, _ values: TypedArray, _ dimensions: [Dimension], _ facts: [(String, String)]
  ) {
    let name = name.trimmingBlanks()
    var column = BeamlineScan.Column(
      name.isEmpty ? "col\(columns.count + 1)" : String(name), unit: unit.isEmpty ? nil : unit, values)
    column.dimensions = dimensions
    column.metadata = Metadata(facts.filter { !$0.1.isEmpty }.map { MetadataNode($0.0, .text($0.1)) })
    columns.append(column)
  }

  /// The times at which inner scans began, for each outer point.
  mutating func addTimes(_ level: MDALevel, shape: [Int], dimensions: [Dimension]) {
    var times = [String](repeating: "", count: level.placeCount)
    for (place, scan) in level.scans { times[place] = MDATime.iso(scan.time) ?? scan.time }
    var column = BeamlineScan.Column("\(level.first?.name ?? "inner scan") start", TypedArray(times, shape: shape))
    column.draft.isSettled = true
    column.dimensions = dimensions
    columns.append(column)
  }

  mutating func addVariables(_ bytes: Span<UInt8>) {
    guard file.extraOffset != 0 else { return }
    var variables: [MDAFile.Variable] = []
    do throws(XDRCursor.Failure) {
      guard file.extraOffset > 0, file.extraOffset < bytes.count else {
        throw XDRCursor.Failure(
          message: "they would begin at byte \(file.extraOffset) of \(bytes.count)", offset: bytes.count)
      }
      try MDAFile.variables(bytes, at: file.extraOffset, into: &variables)
    } catch {
      findings.append(
        Finding(
          MDAFinding.extra, "The process variables cannot be read in full: \(error.message).",
          at: .init(path: Self.place(error.offset)), found: "\(variables.count) process variables"))
    }
    for variable in variables {
      var node = MetadataNode(variable.name, variable.value, unit: variable.unit)
      if !variable.description.isEmpty {
        node.attributes = [MetadataAttribute("description", .text(variable.description))]
      }
      metadata.append(node, toFamily: "PV")
    }
  }
}
