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
  var metadata = Metadata()
  var title: String?
  var startTime: String?
  var endTime: String?
  var element: String?
  var edge: String?
  /// Stated signals; nil when they follow from the roles of the columns.
  var signals: [Signal]?
  /// The inferred signal that this scan was made for, where it is not the first in the usual order.
  var mainSignal: String?
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
      ?? SignalInference.signals(
        for: measurement.channels.filter { !isDead($0) }, element: element ?? known.element, edge: edge ?? known.edge,
        formulas: Dictionary(uniqueKeysWithValues: columnFormulas.map { (drafts[$0].name, $1) }))
    if let mainSignal, let index = measurement.signals.firstIndex(where: { $0.name == mainSignal }) {
      measurement.signals.insert(measurement.signals.remove(at: index), at: 0)
    }
    return measurement
  }

  /// A detector that counted nothing was not there: its column stays, and makes no signal.
  private func isDead(_ channel: Channel) -> Bool {
    guard [.itrans, .ifluor, .irefer, .iey].contains(channel.role), let values = channel.values.inMemory else {
      return false
    }
    return values.doubles().allSatisfy { $0 == 0 }
  }
}
