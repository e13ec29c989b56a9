/// Holds the fields of a header against the dictionary of XDI.
import DataModel

struct XDIHeaderChecks {
  let content: XDIContent
  /// The line that ends the header: where what is missing is missed.
  let endLine: Int
  private let fields: [XDIField]
  private let index: XDIFieldIndex

  init(content: XDIContent, endLine: Int) {
    self.content = content
    self.endLine = endLine
    fields = content.fields
    index = XDIFieldIndex(fields)
  }

  func run(_ findings: inout XDIFindings) {
    checkRequired(&findings)
    checkDuplicates(&findings)
    checkExtensions(&findings)
    for field in fields where !field.value.isEmpty { checkValue(field, &findings) }
    checkAbscissa(&findings)
  }

  private func checkRequired(_ findings: inout XDIFindings) {
    for item in XDIDictionary.required {
      report(XDIFinding.required, item, note: item.name == "Mono.d_spacing" ? angleNote : "", &findings)
    }
    for item in XDIDictionary.recommended { report(XDIFinding.recommended, item, note: "", &findings) }
  }

  private var angleNote: String {
    guard let first = XDIColumns.numbered(fields)[1], XDIColumnText(first.value).label?.lowercased() == "angle" else {
      return ""
    }
    return "; without it the angles of column 1 cannot become energies"
  }

  private func report(
    _ code: FindingCode, _ item: (name: String, mistaken: [String]), note: String, _ findings: inout XDIFindings
  ) {
    guard index.text(item.name) == nil else { return }
    let state = index[item.name] == nil ? "missing" : "empty"
    let word = code.severity == .error ? "required" : "recommended"
    var hint: String?
    if let other = item.mistaken.lazy.compactMap({ index[$0] }).first {
      let place = other.line.map { " on line \($0)" } ?? ""
      hint = "\(other.family).\(other.key)\(place) may be meant: rename it to \(item.name)."
    }
    findings.add(
      code, "the \(word) field \(item.name) is \(state)\(note)", line: index[item.name]?.line ?? endLine,
      expected: item.name, hint: hint)
  }

  private func checkDuplicates(_ findings: inout XDIFindings) {
    var first: [String: XDIField] = [:]
    for field in fields {
      guard let earlier = first[field.name] else {
        first[field.name] = field
        continue
      }
      findings.add(
        XDIFinding.duplicate,
        "\(field.family).\(field.key) stands on line \(earlier.line ?? 0) already; the last one counts",
        line: field.line, found: field.value)
    }
  }

  private func checkExtensions(_ findings: inout XDIFindings) {
    let applications = XDIGrammar.words(content.applications ?? "").map { word in
      word.lowercased().split(separator: "/").first.map(String.init) ?? ""
    }
    var known = XDIDictionary.families.union(applications)
    for field in fields where known.insert(field.family.lowercased()).inserted {
      findings.add(
        XDIFinding.extensionFamily,
        "the family \(field.family) is not XDI's, and the first line names no application \(field.family)",
        line: field.line, expected: "\(field.family)/version in the first line", found: content.applications)
    }
  }

  private func checkValue(_ field: XDIField, _ findings: inout XDIFindings) {
    let name = "\(field.family).\(field.key)"
    switch XDIDictionary.kinds[field.name] {
    case nil: break
    case .element?:
      guard XDIValues.element(field.value) == nil else { return }
      findings.add(
        XDIFinding.element, "\(name) is no chemical element", line: field.line, expected: "a symbol such as Cu",
        found: field.value)
    case .edge?:
      guard !EdgeLabel.isXDI(field.value) else { return }
      findings.add(
        XDIFinding.edge, "\(name) is no absorption edge that XDI knows", line: field.line,
        expected: "K, L3, L2, L1, M5 ...", found: field.value)
    case .dSpacing?: checkDSpacing(field, &findings)
    case .date?:
      guard let fault = XDIValues.faultOfDate(field.value) else { return }
      findings.add(
        XDIFinding.date, "\(name) is no ISO 8601 date and time: \(fault)", line: field.line,
        expected: "2001-06-26T22:27:31", found: field.value)
    case .quantity(let units, let isUnitOptional)?: checkQuantity(field, units, isUnitOptional, &findings)
    }
  }

  private func checkDSpacing(_ field: XDIField, _ findings: inout XDIFindings) {
    if let (number, rest) = XDIValues.quantity(field.value), number > 0, isLength(rest) {
      guard !rest.isEmpty else { return }
      findings.add(
        XDIFinding.dSpacingUnit, "a unit stands behind \(field.family).\(field.key), which is always in ångström",
        line: field.line,
        expected: XDIColumnText.withoutSuffix(field.value).split(separator: " ").first.map(String.init),
        found: field.value)
    } else {
      findings.add(
        XDIFinding.dSpacing, "\(field.family).\(field.key) is not a positive number", line: field.line,
        expected: "a number in ångström such as 3.13553", found: field.value)
    }
  }

  private func isLength(_ unit: String) -> Bool { unit.isEmpty || XDIDictionary.angstrom.contains(unit) }

  private func checkQuantity(
    _ field: XDIField, _ units: [String], _ isUnitOptional: Bool, _ findings: inout XDIFindings
  ) {
    let quantity = XDIValues.quantity(field.value)
    if let unit = quantity?.rest, units.isEmpty || units.contains(unit) || (isUnitOptional && unit.isEmpty) { return }
    let fault = quantity == nil ? "does not begin with a number" : "has no unit that XDI lists for it"
    let list = units.prefix(3).joined(separator: " or ")
    findings.add(
      XDIFinding.quantity, "\(field.family).\(field.key) \(fault)", line: field.line,
      expected: units.isEmpty ? "a number" : "a number, a blank, and \(list)", found: field.value)
  }

  private func checkAbscissa(_ findings: inout XDIFindings) {
    guard let field = XDIColumns.numbered(fields)[1], !field.value.isEmpty else { return }
    let text = XDIColumnText(field.value)
    let label = text.label?.lowercased() ?? ""
    if XDIDictionary.derivedAbscissas.contains(label) { return }
    guard let units = XDIDictionary.abscissaUnits[label] else {
      findings.add(
        XDIFinding.abscissa, "Column.1 is called \"\(text.label ?? "")\", which is neither energy nor angle",
        line: field.line, expected: "energy eV, or angle degrees", found: field.value)
      return
    }
    if let unit = text.unit, units.contains(where: { $0.lowercased() == unit.lowercased() }) { return }
    findings.add(
      XDIFinding.abscissaUnit,
      text.unit == nil ? "Column.1 has no unit" : "Column.1 has a unit that XDI does not define",
      line: field.line, expected: units.prefix(3).map { "\(label) \($0)" }.joined(separator: ", "), found: field.value)
  }
}
