/// Brings a project into the form in which it is read back: what its flavour cannot say is said otherwise or left out.
import Bytes
import DataModel

enum AthenaNormalization {
  static func normalize(_ project: inout AthenaProject) {
    let isJSON = project.flavour == .json
    project.header.removeAll { line in line.utf8.contains { $0 == 0x0a || $0 == 0x0d } }
    if !isJSON { project.header.removeAll { !isComment($0) } }
    for index in project.records.indices { normalize(&project.records[index], isJSON) }
    for index in project.defaults.indices { normalize(&project.defaults[index], isJSON) }
    let hasRecords = !project.records.isEmpty || !project.defaults.isEmpty
    project.statements = project.statements.compactMap { statement in
      if statement.sigil == ProjectStatement.comment, !isJSON {
        return hasRecords ? comment(statement) : nil
      }
      return isJSON ? json(statement) : perl(statement)
    }
    let journal = AthenaProject.Node.journal
    if isJSON, !project.statements.contains(where: { $0.name == journal }) {
      // Larch refuses a project without a journal.
      project.statements.append(ProjectStatement(sigil: "@", name: journal, value: .list([])))
    }
  }

  private static func normalize(_ record: inout AthenaRecord, _ isJSON: Bool) {
    var seen: Set<String> = []
    record.arrays.removeAll { !seen.insert($0.name).inserted }
    let reserved = PerlNames.ofProject.union(PerlNames.reserved)
    record.others = record.others.compactMap { statement in
      let isKept = statement.isCode && !isJSON && !PerlNames.ofProject.contains(statement.name)
      guard isKept || !reserved.contains(statement.name), statement.sigil != ProjectStatement.comment else {
        return nil
      }
      guard isJSON else { return perl(statement) }
      return ProjectStatement(sigil: "", name: statement.name, value: json(statement.value), line: statement.line)
    }
    record.arguments = arguments(record.arguments, isJSON)
    if var xdi = record.xdi {
      xdi.others = xdi.others.map { .init($0.key, isJSON ? json($0.value) : perl($0.value)) }
      if isJSON { xdi.className = AthenaXDI.standardClass }
      guard case .hash(let members, let name) = xdi.literal else { return }
      record.xdi = AthenaXDI(members, className: name)
    }
  }

  private static func arguments(_ arguments: AthenaArguments, _ isJSON: Bool) -> AthenaArguments {
    if let items = arguments.unpaired {
      guard isJSON else { return AthenaArguments(flat: items.map { perl($0) }) }
      return AthenaArguments(items.enumerated().map { .init("\($0.offset + 1)", json($0.element)) })
    }
    return AthenaArguments(
      arguments.members.map { member in
        if member.value == .absent, !isJSON { return member }
        return .init(member.key, isJSON ? json(member.value) : perl(member.value))
      })
  }

  // MARK: Statements

  private static func isComment(_ line: String) -> Bool {
    line.utf8.first { !PerlText.isBlank($0) } == UInt8(ascii: "#")
  }

  private static func comment(_ statement: ProjectStatement) -> ProjectStatement? {
    guard let text = statement.value.scalar, isComment(text), !PerlNames.isTrailer(text),
      !text.utf8.contains(where: { $0 == 0x0a || $0 == 0x0d })
    else { return nil }
    return ProjectStatement(sigil: statement.sigil, name: AthenaProject.Node.comment, value: .text(text))
  }

  private static func perl(_ statement: ProjectStatement) -> ProjectStatement? {
    if statement.isCode { return statement.split }
    guard PerlText.isName(statement.name), !PerlNames.reserved.contains(statement.name) else { return nil }
    var result = statement
    result.value = perl(statement.value)
    switch (statement.sigil, result.value) {
    case ("@", .list), ("$", _), ("%", .hash(_, nil)): break
    case ("@", .hash(let members, nil)) where !members.isEmpty || statement.name != AthenaProject.Node.journal: break
    case ("@", .hash(_, nil)): result.value = .list([])
    case ("%", .list(let items)):
      if items.count % 2 == 0, let members = ProjectLiteral.paired(items) { result.value = .hash(members, name: nil) }
    case (_, .list): result.sigil = "@"
    case (_, .hash(_, nil)): result.sigil = "%"
    default: result.sigil = "$"
    }
    return result
  }

  private static func json(_ statement: ProjectStatement) -> ProjectStatement? {
    var result = statement
    result.value = json(statement.value)
    if statement.name == AthenaProject.Node.journal {
      result.sigil = "@"
    } else {
      result.sigil = ""
      if !statement.name.hasPrefix(JSONNames.special) { result.name = JSONNames.special + statement.name }
      if result.name.hasPrefix(JSONNames.header) || result.name == JSONNames.order || result.name == JSONNames.journal {
        return nil
      }
    }
    return result
  }

  // MARK: Literals

  private static func perl(_ value: ProjectLiteral) -> ProjectLiteral {
    switch value {
    case .undefined, .text, .number: value
    case .boolean(let flag): .number(flag ? "1" : "0")
    case .absent: .undefined
    case .code(let text): .text(text)
    case .list(let items): .list(items.map { perl($0) })
    case .hash(let members, let name): .hash(members.map { .init($0.key, perl($0.value)) }, name: name)
    }
  }

  private static func json(_ value: ProjectLiteral) -> ProjectLiteral { ProjectLiteral(json: value.json) }
}

extension ProjectStatement {
  var isCode: Bool {
    if case .code = value { return true }
    return false
  }

  /// Sigil and name as they are told apart when they are read in one.
  var split: ProjectStatement {
    let whole = sigil + name
    let sign = whole.first.map(String.init).flatMap { ["@", "%", "$"].contains($0) ? $0 : nil } ?? ""
    return ProjectStatement(sigil: sign, name: String(whole.dropFirst(sign.count)), value: value, line: line)
  }
}
