/// Writes the JSON flavour of a project: header, records, what belongs to none, order.
import Bytes

enum JSONProjectWriter {
  static func bytes(_ project: AthenaProject) -> [UInt8] {
    var members: [JSONValue.Member] = project.header.enumerated().map { index, line in
      .init("\(JSONNames.header)\(index + 1)", .string(line))
    }
    members += (project.defaults + project.records).map { .init($0.group, value($0)) }
    members += project.statements.map { statement in
      let isJournal = statement.name == AthenaProject.Node.journal
      return .init(isJournal ? JSONNames.journal : statement.name, statement.value.json)
    }
    members.append(.init(JSONNames.order, .array(project.records.map { .string($0.group) })))
    var writer = JSONWriter()
    JSONValue.object(members).write(to: &writer)
    return writer.finish() + [0x0a]
  }

  private static func value(_ record: AthenaRecord) -> JSONValue {
    var members: [JSONValue.Member] = [.init(PerlNames.arguments, record.arguments.literal.json)]
    members += record.arrays.map { .init($0.name, value($0)) }
    members += record.others.map { .init($0.name, $0.value.json) }
    if let xdi = record.xdi { members.append(.init(PerlNames.xdi, xdi.literal.json)) }
    return .object(members)
  }

  private static func value(_ array: AthenaArray) -> JSONValue {
    var elements = array.values.map { JSONValue.string(NumberFormatter.text($0)) }
    for cell in array.cells { elements[cell.index] = cell.literal.json }
    return .array(elements)
  }
}
