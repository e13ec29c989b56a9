/// Writes the Perl flavour of a project: one assignment on each line, and nothing but literals.
import Bytes

struct PerlProjectWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ project: AthenaProject) {
    for line in project.header { self.line(line) }
    line("")
    for record in project.defaults + project.records { write(record) }
    for statement in project.statements { write(statement) }
    line("")
    line("1;")
    line("")
    for text in PerlNames.trailer { line(text) }
  }

  private mutating func line(_ text: String) {
    add(text)
    bytes.append(0x0a)
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write(_ record: AthenaRecord) {
    assign("$", PerlNames.group, .text(record.group))
    assign("@", PerlNames.arguments, .list(record.arguments.unpaired ?? Self.flat(record.arguments.members)))
    for array in record.arrays { write(array) }
    for statement in record.others { write(statement) }
    if let xdi = record.xdi { assign("$", PerlNames.xdi, xdi.literal) }
    line("[record]   # create object and set arrays in ifeffit")
    line("")
  }

  private static func flat(_ members: [ProjectLiteral.Member]) -> [ProjectLiteral] {
    members.flatMap { $0.value == .absent ? [.text($0.key)] : [.text($0.key), $0.value] }
  }

  private mutating func write(_ statement: ProjectStatement) {
    if statement.sigil == ProjectStatement.comment {
      line(statement.value.scalar ?? "#")
    } else if case .code(let text) = statement.value {
      // Text that is no literal never becomes code again.
      assign("@", PerlNames.kept, .list([.text(statement.sigil + statement.name), .text(text)]))
    } else {
      assign(statement.sigil, statement.name, statement.value)
    }
  }

  private mutating func assign(_ sigil: String, _ name: String, _ value: ProjectLiteral) {
    add("\(sigil)\(name) = ")
    switch value {
    case .list(let items) where sigil != "$": append(items, "(", ")")
    case .hash(let members, nil) where sigil == "%": append(members, "(", ")")
    default: append(value)
    }
    line(";")
  }

  private mutating func append(_ value: ProjectLiteral) {
    switch value {
    case .undefined, .absent: add("undef")
    case .text(let text), .code(let text): PerlQuoting.append(text, to: &bytes)
    case .number(let text): add(text)
    case .boolean(let flag): add(flag ? "1" : "0")
    case .list(let items): append(items, "[", "]")
    case .hash(let members, nil): append(members, "{", "}")
    case .hash(let members, let name?):
      add("bless( ")
      append(members, "{", "}")
      add(", ")
      PerlQuoting.append(name, to: &bytes)
      add(" )")
    }
  }

  private mutating func append(_ items: [ProjectLiteral], _ open: String, _ close: String) {
    add(open)
    for (index, item) in items.enumerated() {
      if index > 0 { add(",") }
      append(item)
    }
    add(close)
  }

  private mutating func append(_ members: [ProjectLiteral.Member], _ open: String, _ close: String) {
    add(open)
    for (index, member) in members.enumerated() {
      if index > 0 { add(",") }
      PerlQuoting.append(member.key, to: &bytes)
      add(" => ")
      append(member.value)
    }
    add(close)
  }

  /// Numbers in quotes, as Athena writes them; so `nan` and `inf` are no names.
  private mutating func write(_ array: AthenaArray) {
    add("@\(array.name) = (")
    var cells = array.cells[...]
    for (index, value) in array.values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if let cell = cells.first, cell.index == index {
        append(cell.literal)
        cells.removeFirst()
        continue
      }
      bytes.append(UInt8(ascii: "'"))
      NumberFormatter.append(value, to: &bytes)
      bytes.append(UInt8(ascii: "'"))
    }
    line(");")
  }
}
