/// Rules for XDI files that need more than the grammar: what numbers, times, units and names say.
import DataModel
import Formats

enum XDIRules {
  static let all: [Rule<TextSubject>] = [fieldRange, timeOrder, columnUnit, label, key, stoichiometry, signal]

  /// What a number can be, and why.
  private struct Range: Sendable {
    let key: String
    let unit: String
    /// The unit of a bare number; nil when none can be assumed.
    let assumed: String?
    let limits: ClosedRange<Double>
    let reason: String

    init(
      _ key: String, _ limits: ClosedRange<Double>, _ unit: String, assuming assumed: String? = nil, _ reason: String
    ) {
      self.key = key
      self.limits = limits
      self.unit = unit
      self.assumed = assumed
      self.reason = reason
    }
  }

  private static let ranges: [Range] = [
    Range("Facility.energy", 0.1...12, "GeV", "storage rings run at 0.1 to 8 GeV"),
    Range("Facility.current", 0...3000, "mA", "storage rings hold less than 3 A"),
    Range("Sample.temperature", 0...10_000, "K", "nothing is colder than 0 K"),
    Range(
      "Mono.d_spacing", 0.3...40, "angstrom", assuming: "angstrom",
      "crystals that reflect X-rays have spacings of 0.5 to 30 \u{C5}"),
    Range("Scan.edge_energy", 5...200_000, "eV", assuming: "eV", "edges lie between 5 eV and 116 keV"),
  ]

  private static let fieldRange = Rule<TextSubject>(TextRuleFinding.fieldRange) { subject, report in
    for row in ranges {
      guard let text = subject.text(row.key), let unit = PhysicalUnit.parse(row.unit),
        let quantity = Quantity(parsing: text, expecting: unit.dimensionality)
      else { continue }
      let assumed = row.assumed.flatMap { PhysicalUnit.parse($0) }
      guard let value = (quantity.unit ?? assumed)?.convert(quantity.value, to: unit), !row.limits.contains(value)
      else {
        continue
      }
      report.add(
        subject.finding(
          TextRuleFinding.fieldRange, "\(row.key) is \(text), but \(row.reason)", at: row.key,
          expected: "\(Figure.text(row.limits.lowerBound)) to \(Figure.text(row.limits.upperBound)) \(row.unit)"))
    }
  }

  private static let timeOrder = Rule<TextSubject>(TextRuleFinding.timeOrder) { subject, report in
    guard let start = subject.text("Scan.start_time"), let end = subject.text("Scan.end_time"),
      let first = plainTime(start), let last = plainTime(end), last < first
    else { return }
    report.add(
      subject.finding(
        TextRuleFinding.timeOrder, "the scan ends at \(end), before it begins at \(start)", at: "Scan.end_time",
        expected: "a time after \(start)"))
  }

  /// Date and time as comparable text; nil with a zone, which needs a calendar to compare, or in another form.
  private static func plainTime(_ text: String) -> String? {
    let time = text.filter { $0.isNumber }
    guard text.allSatisfy({ $0.isNumber || "-:T .".contains($0) }), text.prefix(4).allSatisfy(\.isNumber),
      time.count >= 12
    else { return nil }
    return time
  }

  /// What a column of a role is measured in, besides pixels and motor steps.
  private static let dimensions: [ChannelRole: (kind: Dimensionality, name: String)] = [
    .energy: (.energy, "an energy"), .angle: (.angle, "an angle"), .k: (.inverseLength, "an inverse length"),
    .r: (.length, "a length"),
  ]
  private static let uncalibrated: Set<Dimensionality> = [
    Dimensionality([.pixel: 1]), Dimensionality([.step: 1]), Dimensionality([.arbitrary: 1]),
  ]

  private static let columnUnit = Rule<TextSubject>(TextRuleFinding.columnUnit) { subject, report in
    for (index, channel) in subject.measurement.channels.enumerated() {
      // The reader holds the first column's energy or angle to the units that XDI lists.
      if index == 0, channel.role == .energy || channel.role == .angle { continue }
      guard let row = dimensions[channel.role], let text = channel.unit, !text.isEmpty,
        let unit = PhysicalUnit.parse(text, expecting: row.kind), unit.dimensionality != row.kind,
        !uncalibrated.contains(unit.dimensionality)
      else { continue }
      report.add(
        subject.finding(
          TextRuleFinding.columnUnit,
          "column \(index + 1), \(channel.name), is \(row.name), but its unit \"\(text)\" is not a unit of one",
          at: "Column.\(index + 1)", found: text))
    }
  }

  private static let label = Rule<TextSubject>(TextRuleFinding.labelRepeated) { subject, report in
    var labels: [Int: (label: String, key: String, line: Int?)] = [:]
    for (key, node) in subject.measurement.metadata.flattened() {
      let parts = key.split(separator: ".")
      guard parts.count == 2, parts[0].lowercased() == "column", let number = Int(parts[1]),
        let label = node.value?.text?.split(whereSeparator: \.isWhitespace).first.map(String.init)
      else { continue }
      // Of a field that stands twice, which is the reader's finding, the last one counts.
      labels[number] = (label, key, node.line)
    }
    var first: [String: Int] = [:]
    for (number, place) in labels.sorted(by: { $0.key < $1.key }) {
      guard let earlier = first[place.label.lowercased()] else {
        first[place.label.lowercased()] = number
        continue
      }
      report.add(
        Finding(
          TextRuleFinding.labelRepeated, "Column.\(number) and Column.\(earlier) are both called \"\(place.label)\"",
          at: .init(line: place.line, path: "\(subject.path)/metadata/\(place.key)"), found: place.label))
    }
  }

  /// Where the reader misses a required field, its hint may name this one already.
  private static let key = Rule<TextSubject>(TextRuleFinding.keyMisspelt) { subject, report in
    let present = Set(subject.measurement.metadata.flattened().map { $0.key.lowercased() })
    for (key, node) in subject.measurement.metadata.flattened() {
      let name = key.lowercased()
      guard !XDIDictionary.knownKeys.contains(name), !name.hasPrefix("column."),
        let meant = XDIDictionary.knownKeys.sorted().first(where: { isSlip(name, for: $0) }),
        !present.contains(meant), !subject.document.findings.contains(where: { ($0.hint ?? "").contains(key) })
      else { continue }
      report.add(
        Finding(
          TextRuleFinding.keyMisspelt, "\(key) is not in the dictionary of XDI; \(meant) may be meant",
          at: .init(line: node.line, path: "\(subject.path)/metadata/\(key)"), expected: meant, found: key))
    }
  }

  private static let stoichiometry = Rule<TextSubject>(TextRuleFinding.stoichiometry) { subject, report in
    let key = "Sample.stoichiometry"
    guard let text = subject.text(key), !ChemicalFormula.isFormula(text) else { return }
    report.add(
      subject.finding(
        TextRuleFinding.stoichiometry, "Sample.stoichiometry, \"\(text)\", is not a chemical formula", at: key,
        expected: "a formula such as Fe2 O3"))
  }

  private static let signal = Rule<TextSubject>(TextRuleFinding.noSignal) { subject, report in
    let channels = subject.measurement.channels
    guard subject.measurement.signals.isEmpty, let axis = channels.first, axis.role == .energy, channels.count > 1
    else {
      return
    }
    let names = channels.dropFirst().prefix(6).map(\.name).joined(separator: ", ")
    report.add(
      TextRuleFinding.noSignal, nil,
      "none of the columns beside \(axis.name) (\(names)\(channels.count > 7 ? ", ..." : "")) has a label that XDI "
        + "defines for a beam or for absorption",
      at: "\(subject.path)/channels", expected: "i0, itrans, ifluor, mutrans ...", found: names)
  }
}

/// Whether a key is a slip of the pen for a known one of its family: one letter changed, left out, added, or two
/// exchanged, or only other signs between the words. Short names and numbers at the end are no slips: `i1` is not `i0`.
private func isSlip(_ written: String, for meant: String) -> Bool {
  let a = written.split(separator: ".")
  let b = meant.split(separator: ".")
  guard a.count == b.count, a.count == 2, a[0] == b[0], a[1] != b[1], a[1].count >= 4, b[1].count >= 4,
    !(a[1].last?.isNumber ?? false)
  else { return false }
  let words = [a[1], b[1]].map { part in String(part.filter { $0 != "_" && $0 != "-" }) }
  return Spelling.distance(words[0], words[1]) <= 1
}
