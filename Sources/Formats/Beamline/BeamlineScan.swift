/// A scan while it is being put together: what a dialect's own code works on.
import Bytes
import DataModel

struct BeamlineScan {
  /// A column of the table, or an array that was made from some.
  struct Column {
    var draft: ColumnDraft
    var values: TypedArray
    var dimensions: [Dimension] = [.point]
    var metadata = Metadata()

    init(
      _ name: String, unit: String? = nil, role: ChannelRole = .other, qualifier: String? = nil, _ values: TypedArray
    ) {
      draft = ColumnDraft(name: name, unit: unit)
      draft.role = role
      draft.qualifier = qualifier
      draft.isSettled = role != .other
      self.values = values
    }
  }

  var header = ScanHeader()
  /// The header to the letter.
  var headerText = ""
  var columns: [Column] = []
  /// False where nothing in the file names the columns.
  var hasLabels = true
  var metadata = Metadata()
  var title: String?
  var startTime: String?
  var endTime: String?
  var element: String?
  var edge: String?
  /// Stated signals; nil when they follow from the roles of the columns.
  var signals: [Signal]?
  /// Signals behind those that follow from the roles.
  var furtherSignals: [Signal] = []
  /// Whether the fluorescence is what was measured, where there are other detectors, too.
  var isFluorescence = false
  /// What stands for a column in formulas, by its place, where its name alone would say too little.
  var columnFormulas: [Int: String] = [:]
  var steps: [Step] = []
  var findings: [Finding] = []

  /// The place of the first column with this role.
  func index(of role: ChannelRole, _ qualifier: String? = nil) -> Int? {
    columns.firstIndex { $0.draft.role == role && (qualifier == nil || $0.draft.qualifier == qualifier) }
  }

  /// The place of the column of this name, without regard to case.
  func index(named name: String) -> Int? {
    let wanted = name.lowercased()
    return columns.firstIndex { $0.draft.name.lowercased() == wanted }
  }

  /// The name of a column as formulas write it.
  func quoted(_ index: Int) -> String { SignalExpression.quoted(columns[index].draft.name) }

  /// The number under a key of the metadata (`Mono.d_spacing`); nil when it is none.
  func number(_ key: String) -> Double? {
    metadata.text(key).flatMap { $0.split(separator: " ").first }.flatMap { NumberParser.double(String($0)) }
  }

  /// Adds a line of the header: what it states, else its pairs, else itself.
  mutating func add(_ line: HeaderLine, facts: (String, Int) -> [HeaderFact]?) {
    if let facts = facts(line.text, line.number) {
      for fact in facts { add(fact, line: line.number) }
    } else if let pairs = HeaderPairs.parse(line.text) {
      for pair in pairs {
        let key = pair.familyAndKey
        let node = MetadataNode(key?.key ?? pair.key, .text(pair.value), line: line.number)
        if let family = key?.family {
          metadata.append(node, toFamily: family)
        } else {
          metadata.nodes.append(node)
        }
      }
    } else {
      metadata.nodes.append(MetadataNode(ColumnsHeader.headerLine, .text(line.text), line: line.number))
    }
  }

  /// Takes lines of the header out of the metadata that now stand elsewhere: labels, and numbers of columns.
  mutating func dropHeaderLines(_ numbers: Set<Int>) {
    metadata.nodes.removeAll { node in node.line.map(numbers.contains) ?? false }
  }

  /// Adds what the header says, in the order of its lines.
  mutating func add(_ fact: HeaderFact, line: Int?) {
    metadata.append(
      MetadataNode(fact.key, .text(fact.value), unit: fact.unit, line: line), toFamily: fact.family)
  }
}

extension BeamlineScan {
  /// The measurement, with what was concluded about it as findings.
  mutating func measurement() -> Measurement {
    var drafts = columns.map(\.draft)
    if !hasLabels, !drafts.contains(where: \.isSettled) {
      findings.append(
        Finding(
          ColumnsFinding.noLabels,
          "No line names the \(columns.count) columns. Use --columns to say what they are."))
    }
    findings += ColumnDraft.makeNamesUnique(&drafts)
    findings += ColumnRoles.assignByName(&drafts)
    let evidence = { [columns] (index: Int) in EnergyEvidence(columns[index].values.doubles()) }
    findings += ColumnRoles.assignUnits(&drafts, evidence: evidence)
    var measurement = Measurement(
      selector: "1", title: title ?? metadata.evidentTitle, startTime: startTime ?? metadata.evidentStartTime,
      endTime: endTime ?? metadata.evidentEndTime, metadata: metadata, steps: steps)
    measurement.channels = zip(drafts, columns).map { draft, column in
      Channel(
        name: draft.name, role: draft.role, qualifier: draft.qualifier, unit: draft.unit,
        dimensions: column.dimensions, values: Values(column.values), metadata: column.metadata)
    }
    let known = metadata.evidentEdge()
    findings += known.findings
    measurement.signals =
      signals
      ?? inferredSignals(
        measurement.channels, element: element ?? known.element, edge: edge ?? known.edge,
        formulas: Dictionary(uniqueKeysWithValues: columnFormulas.map { (drafts[$0].name, $1) }))
    measurement.steps = steps
    return measurement
  }
}
