/// Makes measurements of the waves of a file, one for each data folder with waves in it.
import Bytes
import DataModel

struct ItxAssembly {
  private(set) var measurements: [Measurement] = []
  /// Commands and lines that stand in no folder with waves.
  private(set) var metadata = Metadata()
  private(set) var findings: [Finding] = []

  init(_ content: ItxContent) {
    let waves = Dictionary(grouping: content.waves, by: \.folder)
    let texts = Dictionary(grouping: content.texts, by: \.folder)
    let used = content.folders.paths.indices.filter { waves[$0] != nil }
    for folder in used {
      let waves = waves[folder] ?? []
      let number = measurements.count + 1
      var measurement = content.isOwn ? own(waves, number) : foreign(waves, number)
      let path = content.folders.paths[folder]
      measurement.selector = path.isEmpty ? "\(number)" : path.joined(separator: ":")
      if !content.isOwn, measurement.title == nil { measurement.title = path.last }
      measurement.metadata.nodes += (texts[folder] ?? []).map(\.node)
      measurements.append(measurement)
    }
    metadata.nodes = content.texts.filter { waves[$0.folder] == nil }.map(\.node)
  }

  private mutating func finish(_ scan: BeamlineScan, _ number: Int) {
    findings += scan.findings.map { finding in
      var finding = finding
      // The scan counts itself as the first one.
      if let path = finding.location.path, path.hasPrefix("/1/") {
        finding.location.path = "/\(number)/" + path.dropFirst(3)
      }
      return finding
    }
  }

  // MARK: Of other programs

  /// Names as they stand; equal lengths share a dimension; roles by names in common use.
  private mutating func foreign(_ waves: [ItxWave], _ number: Int) -> Measurement {
    var dimensions = DimensionNamer()
    var scan = BeamlineScan()
    if let model = waves.first(where: { $0.values.shape.count == 1 && $0.values.type.isNumeric }) {
      dimensions.prefer(model.values.shape)
    }
    for wave in waves {
      var column = BeamlineScan.Column(wave.name, unit: wave.unit.flatMap { $0.isEmpty ? nil : $0 }, wave.values)
      column.dimensions = dimensions.dimensions(for: wave.values.shape)
      column.metadata.nodes = Self.scaling(wave) + wave.note.map { MetadataNode("note", .text($0)) }
      scan.columns.append(column)
    }
    addEnergy(waves, &scan)
    let measurement = scan.measurement()
    finish(scan, number)
    return measurement
  }

  private static func scaling(_ wave: ItxWave) -> [MetadataNode] {
    wave.scales.map { scale in
      MetadataNode(
        "\(scale.dimension)_scaling",
        children: [
          MetadataNode("start", .number(scale.start)),
          MetadataNode(scale.isInclusive ? "end" : "step", .number(scale.second)),
          MetadataNode("unit", .text(scale.unit)),
        ])
    }
  }

  /// One channel for energies that stand nowhere but in the scaling of the waves.
  private func addEnergy(_ waves: [ItxWave], _ scan: inout BeamlineScan) {
    guard
      !scan.columns.contains(where: { RoleTable.entry(forColumn: $0.draft.name)?.role.isCoordinate ?? false }),
      let place = waves.firstIndex(where: { wave in
        wave.values.shape.count == 1 && wave.scales.contains { $0.dimension == "x" && Self.isEnergy($0.unit) }
      }), let scale = waves[place].scales.last(where: { $0.dimension == "x" })
    else { return }
    let values = scale.values(count: waves[place].values.count)
    guard values.count <= 1 << 27 else { return }
    var column = BeamlineScan.Column("energy", unit: scale.unit, role: .energy, TypedArray(values))
    column.dimensions = scan.columns[place].dimensions
    scan.columns.append(column)
    scan.steps.append(
      Step(
        operation: "energy from wave scaling", program: "edgewise", version: EdgewiseVersion.string,
        parameters: [
          StepParameter("start", .number(scale.start), unit: scale.unit),
          StepParameter(scale.isInclusive ? "end" : "step", .number(scale.second), unit: scale.unit),
        ], inputs: [waves[place].name], outputs: ["energy"]))
    scan.findings.append(
      Finding(
        PlotFinding.axis,
        "The energies are those of the x scaling of \(waves[place].name): \(NumberFormatter.text(scale.start)) "
          + "\(scale.unit) and so on.", at: .init(path: "/1/channels/energy")))
  }

  private static func isEnergy(_ unit: String) -> Bool { ["ev", "kev", "mev"].contains(unit.lowercased()) }

  // MARK: Of Edgewise

  /// What was written: waves of channels, and the signals that the first note lists.
  private mutating func own(_ waves: [ItxWave], _ number: Int) -> Measurement {
    var scan = BeamlineScan()
    var lines: [EdgewiseLine] = []
    var derived: [(name: String, values: TypedArray)] = []
    var result = Metadata()
    var head: [String: String] = [:]
    var others = DimensionNamer()
    for wave in waves {
      let note = ItxNote(wave.note)
      if let signal = note.fields["signal"], note.fields["formula"] != nil {
        derived.append((signal, wave.values))
        continue
      }
      if scan.columns.isEmpty {
        head = note.fields
        result = note.metadata
        lines = note.own
      }
      let name = note.fields["name"] ?? wave.name
      var column = BeamlineScan.Column(name, wave.values)
      if let dimensions = note.fields["dimensions"]?.split(separator: ",").map({ Dimension(text: String($0)) }),
        dimensions.count == wave.values.shape.count
      {
        column.dimensions = dimensions
      } else if wave.values.shape.count != 1 {
        column.dimensions = others.dimensions(for: wave.values.shape)
      }
      column.metadata.nodes = note.rest.map { MetadataNode("note", .text($0)) }
      scan.columns.append(column)
      lines.append(
        EdgewiseLine(
          .column,
          [
            "column": "\(scan.columns.count)", "name": name, "role": note.fields["role"],
            "qualifier": note.fields["qualifier"], "unit": note.fields["unit"],
            "uncertainty": note.fields["uncertainty"], "mask": note.fields["mask"],
          ]))
    }
    lines.append(
      EdgewiseLine(
        .measurement,
        ["title": head["title"], "start_time": head["start_time"], "end_time": head["end_time"]]))
    var reader = OwnColumns(lines: lines)
    var measurement = reader.measurement(&scan)
    finish(scan, number)
    findings += reader.findings
    measurement.metadata = result
    for (name, values) in derived { check(name, values, &measurement, number) }
    return measurement
  }

  private mutating func check(_ name: String, _ values: TypedArray, _ measurement: inout Measurement, _ number: Int) {
    guard let signal = measurement.signals.first(where: { $0.name == name }),
      let result = DerivedValues.result(of: signal, in: measurement),
      !DerivedValues.agree(values.doubles(), result.values)
    else { return }
    findings.append(DerivedValues.keep(values, of: signal, result.dimensions, in: &measurement, number: number))
  }
}
