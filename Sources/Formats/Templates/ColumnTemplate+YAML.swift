// Reading and writing templates as YAML.
public import Bytes
import DataModel

extension ColumnTemplate {
  /// Reads a template. Throws where the text is no YAML, a key is unknown, a role, unit, formula or number is none, or no
  /// column is described.
  public init(yaml bytes: [UInt8]) throws(YAMLError) {
    let root = try YAMLNode(parsing: bytes)
    let keys = [
      "name", "status", "description", "sign", "delimiter", "decimal", "columns", "bragg", "signals", "metadata",
    ]
    try root.expectMapping(of: keys)
    guard let name = root["name"]?.text, !name.isEmpty else {
      throw YAMLError("the template needs a name, such as \"name: BSRF 1W1B\"", line: root.line)
    }
    self.init(name: name)
    status = root["status"]?.text ?? status
    description = root["description"]?.text
    sign = try root["sign"]?.texts() ?? []
    delimiter = try root["delimiter"]?.choice(Delimiter.self, "a delimiter")
    if let decimal = root["decimal"] {
      guard decimal.text == "." || decimal.text == "," else {
        throw YAMLError("the decimal sign is \".\" or \",\"", line: decimal.line)
      }
      hasDecimalComma = decimal.text == ","
    }
    guard let list = root["columns"], let elements = list.elements, !elements.isEmpty else {
      throw YAMLError("the template describes no columns", line: root["columns"]?.line ?? root.line)
    }
    for element in elements { columns.append(try Column(element)) }
    if let node = root["bragg"] { bragg = try Bragg(node) }
    for node in root["signals"]?.elements ?? [] { signals.append(try TemplateSignal(node)) }
    for member in root["metadata"]?.members ?? [] {
      guard let text = member.value.text, member.key.contains(".") else {
        throw YAMLError("metadata is written as \"Family.key: value\"", line: member.value.line)
      }
      metadata.append(Setting(key: member.key, value: text))
    }
  }

  /// The template as a file, for people to go on with.
  public var yaml: String {
    var lines = [
      "# A template of Edgewise: how such files are laid out, and what their columns mean.",
      "name: \(Self.quoted(name))", "status: \(Self.quoted(status))",
    ]
    if let description { lines.append("description: \(Self.quoted(description))") }
    if !sign.isEmpty {
      lines +=
        ["# All of these stand in the first lines of such a file.", "sign:"] + sign.map { "  - \(Self.quoted($0))" }
    }
    if let delimiter { lines.append("delimiter: \(delimiter.rawValue)") }
    if hasDecimalComma { lines.append("decimal: \",\"") }
    lines.append("columns:")
    lines += columns.map(\.yaml)
    if let bragg { lines += bragg.yaml }
    if !signals.isEmpty { lines.append("signals:") }
    for signal in signals {
      let mode = signal.mode.map { ", mode: \($0.rawValue)" } ?? ""
      lines.append("  - {name: \(Self.quoted(signal.name)), formula: \(Self.quoted(signal.formula))\(mode)}")
    }
    if !metadata.isEmpty { lines.append("metadata:") }
    lines += metadata.map { "  \($0.key): \(Self.quoted($0.value))" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text as YAML has it between quotation marks.
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": "\\" + String(scalar)
      case "\n": "\\n"
      case "\t": "\\t"
      default: scalar.value < 0x20 ? " " : String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}

extension ColumnTemplate.Column {
  fileprivate init(_ node: YAMLNode) throws(YAMLError) {
    try node.expectMapping(of: ["column", "label", "name", "role", "qualifier", "unit"])
    if let place = node["column"] {
      guard let number = place.text.flatMap({ Int($0) }), (1...100_000).contains(number) else {
        throw YAMLError("a column is a number from 1 on", line: place.line)
      }
      self.number = number
    }
    label = node["label"]?.text
    guard number != nil || label != nil else {
      throw YAMLError("a column is told by \"column: 1\" or by \"label: Energy\"", line: node.line)
    }
    name = node["name"]?.text
    role = try node["role"]?.choice(ChannelRole.self, "a role") ?? .other
    qualifier = node["qualifier"]?.text
    unit = node["unit"]?.text
  }

  fileprivate var yaml: String {
    var parts: [String] = []
    if let number { parts.append("column: \(number)") }
    if let label { parts.append("label: \(ColumnTemplate.quoted(label))") }
    if let name { parts.append("name: \(ColumnTemplate.quoted(name))") }
    if role != .other { parts.append("role: \(role.rawValue)") }
    if let qualifier { parts.append("qualifier: \(ColumnTemplate.quoted(qualifier))") }
    if let unit { parts.append("unit: \(ColumnTemplate.quoted(unit))") }
    return "  - {" + parts.joined(separator: ", ") + "}"
  }
}

extension ColumnTemplate.Bragg {
  fileprivate init(_ node: YAMLNode) throws(YAMLError) {
    try node.expectMapping(of: ["d_spacing", "hc", "degrees_per_unit"])
    dSpacing = try node["d_spacing"]?.positive()
    hc = try node["hc"]?.positive()
    degreesPerUnit = try node["degrees_per_unit"]?.positive() ?? 1
  }

  fileprivate var yaml: [String] {
    var lines = ["# Energies follow from the angle column: E = hc / (2 d sin(angle)).", "bragg:"]
    if let dSpacing { lines.append("  d_spacing: \(NumberFormatter.text(dSpacing))   # in Å") }
    if let hc { lines.append("  hc: \(NumberFormatter.text(hc))   # in eV Å") }
    lines.append("  degrees_per_unit: \(NumberFormatter.text(degreesPerUnit))")
    return lines
  }
}

extension ColumnTemplate.TemplateSignal {
  fileprivate init(_ node: YAMLNode) throws(YAMLError) {
    try node.expectMapping(of: ["name", "formula", "mode"])
    guard let name = node["name"]?.text, let formula = node["formula"]?.text else {
      throw YAMLError("a signal needs a name and a formula", line: node.line)
    }
    do throws(ExpressionError) {
      _ = try SignalExpression(parsing: formula)
    } catch {
      throw YAMLError("\"\(formula)\" is no formula: \(error)", line: node["formula"]?.line ?? node.line)
    }
    self.name = name
    self.formula = formula
    mode = try node["mode"]?.choice(DetectionMode.self, "a detection mode")
  }
}

extension YAMLNode {
  fileprivate func expectMapping(of keys: [String]) throws(YAMLError) {
    guard let members else { throw YAMLError("\"key: value\" lines were expected here", line: line) }
    for member in members where !keys.contains(member.key) {
      let nearest = Spelling.nearest(to: member.key, among: keys).map { "; did you mean \"\($0)\"?" } ?? ""
      throw YAMLError(
        "there is no key \"\(member.key)\" here\(nearest) Known keys: \(keys.joined(separator: ", "))",
        line: member.value.line)
    }
  }

  fileprivate func texts() throws(YAMLError) -> [String] {
    if let text { return [text] }
    var result: [String] = []
    for element in elements ?? [] {
      guard let text = element.text else { throw YAMLError("a list of texts was expected", line: element.line) }
      result.append(text)
    }
    return result
  }

  fileprivate func positive() throws(YAMLError) -> Double {
    guard let number, number > 0, number.isFinite else {
      throw YAMLError("a positive number was expected", line: line)
    }
    return number
  }

  fileprivate func choice<Choice: RawRepresentable & CaseIterable>(
    _: Choice.Type, _ what: String
  ) throws(YAMLError) -> Choice where Choice.RawValue == String {
    if let text, let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw YAMLError("\"\(text ?? "")\" is not \(what); known are \(known)", line: line)
  }
}
