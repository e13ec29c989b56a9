/// Reads the JSON flavour of a project: an object of records, and of keys that begin with five underscores.
import Bytes
import DataModel

struct JSONProjectReader {
  private(set) var project = AthenaProject()
  private(set) var findings: AthenaFindings
  private var order: [String]?
  private var orderLine: Int?

  init(findings: AthenaFindings) {
    self.findings = findings
    project.flavour = .json
  }

  mutating func read(_ bytes: Span<UInt8>) {
    var members = JSONMembers()
    while let member = members.next(bytes) {
      do throws(JSONError) {
        let key = try JSONValue(parsing: bytes.extracting(member.key)).string ?? ""
        let value = try JSONValue(parsing: bytes.extracting(member.value), depthLimit: ProjectLiteral.depthLimit + 8)
        take(key, value, member.line)
      } catch {
        let key = TextEncoding.utf8.decode(bytes.extracting(member.key))
        findings.add(
          AthenaFinding.json,
          "\(AthenaFindings.shortened(key)) "
            + (member.isWhole ? "is not JSON: \(error.message)" : "stops before its end")
            + "; it was left out",
          line: member.line + (member.isWhole ? error.line - 1 : 0))
      }
    }
    if !members.isClosed {
      findings.add(AthenaFinding.truncated, "the text ends before the project does", line: nil, expected: "}")
    }
    sort()
  }

  private mutating func take(_ key: String, _ value: JSONValue, _ line: Int) {
    if key.hasPrefix(JSONNames.header), let text = value.string {
      project.header.append(text)
    } else if key == JSONNames.order, let names = value.elements {
      order = names.compactMap(\.string)
      orderLine = line
    } else if key == JSONNames.journal {
      statement(AthenaProject.Node.journal, "@", value, line)
    } else if !key.hasPrefix(JSONNames.special), let members = value.members {
      takeRecord(key, members, line)
    } else {
      statement(key, "", value, line)
    }
  }

  private mutating func statement(_ name: String, _ sigil: String, _ value: JSONValue, _ line: Int) {
    project.statements.append(
      ProjectStatement(sigil: sigil, name: name, value: ProjectLiteral(json: value), line: line))
  }

  private mutating func takeRecord(_ group: String, _ members: [JSONValue.Member], _ line: Int) {
    var record = AthenaRecord(group: group, line: line)
    for member in members {
      switch member.value {
      case .object(let pairs) where member.key == PerlNames.arguments:
        record.arguments = AthenaArguments(pairs.map { .init($0.key, ProjectLiteral(json: $0.value)) })
      case .object(let pairs) where member.key == PerlNames.xdi:
        record.xdi = AthenaXDI(pairs.map { .init($0.key, ProjectLiteral(json: $0.value)) }, className: nil)
      case .array(let elements) where AthenaArray.names.contains(member.key):
        var array = AthenaArray(name: member.key)
        array.line = line
        array.values.reserveCapacity(elements.count)
        for element in elements { array.append(element) }
        record.arrays.removeAll { $0.name == array.name }
        record.arrays.append(array)
      default:
        record.others.append(
          ProjectStatement(sigil: "", name: member.key, value: ProjectLiteral(json: member.value), line: line))
      }
    }
    if group == AthenaProject.defaultsGroup { project.defaults.append(record) } else { project.records.append(record) }
  }

  /// Puts the records in the order that the file states; those it does not name follow.
  private mutating func sort() {
    guard let order else { return }
    let places = Dictionary(grouping: order.indices) { order[$0] }
    let known = Set(project.records.map(\.group))
    for name in order where !known.contains(name) {
      findings.add(
        AthenaFinding.order, "the order names the record \"\(name)\", which is not in the file", line: orderLine,
        found: name)
    }
    for record in project.records where places[record.group] == nil {
      findings.add(
        AthenaFinding.order, "the order does not name the record \"\(record.group)\"; it comes last", line: record.line,
        found: record.group)
    }
    // Records that share a name take the places of that name in turn.
    var seen: [String: Int] = [:]
    let placed = project.records.enumerated().map { offset, record in
      let turn = seen[record.group, default: 0]
      seen[record.group] = turn + 1
      let own = places[record.group] ?? []
      return (place: own.isEmpty ? .max : own[min(turn, own.count - 1)], offset: offset, record: record)
    }
    project.records = placed.sorted { ($0.place, $0.offset) < ($1.place, $1.offset) }.map(\.record)
  }
}

/// Names of the JSON flavour.
enum JSONNames {
  static let special = "_____"
  static let header = "_____header"
  static let order = "_____order"
  static let journal = "_____journal"
}

extension ProjectLiteral {
  /// The same in JSON. Its depth has been limited by the parser.
  init(json value: JSONValue) {
    switch value {
    case .null: self = .undefined
    case .bool(let flag): self = .boolean(flag)
    case .number(let text): self = .number(text)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .list(elements.map { ProjectLiteral(json: $0) })
    case .object(let members): self = .hash(members.map { Member($0.key, ProjectLiteral(json: $0.value)) }, name: nil)
    }
  }

  /// The same as JSON: classes and what has no value do not exist there.
  var json: JSONValue {
    switch self {
    case .undefined, .absent: .null
    case .boolean(let flag): .bool(flag)
    case .number(let text): JSONNumberText.isNumber(text) ? .number(text) : .string(text)
    case .text(let text), .code(let text): .string(text)
    case .list(let elements): .array(elements.map(\.json))
    case .hash(let members, _): .object(members.map { JSONValue.Member($0.key, $0.value.json) })
    }
  }
}

/// Which numbers of Perl are numbers of JSON too.
enum JSONNumberText {
  static func isNumber(_ text: String) -> Bool {
    do throws(JSONError) {
      return try JSONValue(parsing: text).double != nil
    } catch {
      // `15.` and `+1` are none.
      return false
    }
  }
}

extension AthenaArray {
  fileprivate mutating func append(_ element: JSONValue) {
    switch element {
    case .string(let text):
      if let number = PerlText.number(text) { values.append(number) } else { append(ProjectLiteral.text(text)) }
    case .number(let text): append(ProjectLiteral.number(text))
    case .null: append(ProjectLiteral.undefined)
    default: append(ProjectLiteral.text(""))
    }
  }
}
