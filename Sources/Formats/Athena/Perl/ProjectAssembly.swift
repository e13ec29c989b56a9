/// Puts statements together to records, and both to a project.
import Bytes
import DataModel

struct ProjectAssembly {
  private(set) var project = AthenaProject()
  var findings: AthenaFindings
  /// The record whose end has not come yet.
  private var open: AthenaRecord?
  private var isInHeader = true

  init(findings: AthenaFindings) { self.findings = findings }

  /// Comments from here on are none of the header.
  mutating func endHeader() { isInHeader = false }

  /// Ends what has not ended; `line` is the last one of the file.
  mutating func finish(line: Int, hasEnd: Bool) {
    if let record = open {
      findings.add(
        AthenaFinding.truncated, "the file ends before the record \"\(record.title)\" does", line: line,
        expected: "[record]")
      close(record)
    } else if !hasEnd {
      findings.add(AthenaFinding.end, "the line \"1;\" at the end is missing", line: max(1, line))
    }
  }

  mutating func take(_ statement: ProjectStatement) {
    switch (statement.sigil, statement.name) {
    case ("$", PerlNames.group): beginRecord(statement)
    case ("@", PerlNames.arguments):
      guard case .list(let items) = statement.value else { return takeOther(statement) }
      let arguments = AthenaArguments(flat: items)
      if arguments.unpaired != nil || items.count % 2 == 1 {
        findings.add(
          AthenaFinding.arguments, "the parameters are not pairs of names and values", line: statement.line,
          found: "\(items.count) values")
      }
      inRecord(statement.line) { $0.arguments = arguments }
    case ("$", PerlNames.xdi):
      guard case .hash(let members, let name) = statement.value else { return takeOther(statement) }
      inRecord(statement.line) { $0.xdi = AthenaXDI(members, className: name) }
    case ("@", PerlNames.kept):
      guard let parts = statement.value.elements?.map(\.scalar), parts.count == 2, let name = parts[0],
        let text = parts[1]
      else { return takeOther(statement) }
      let sigil = name.first.map(String.init).flatMap { ["@", "%", "$"].contains($0) ? $0 : nil } ?? ""
      takeOther(
        ProjectStatement(
          sigil: sigil, name: String(name.dropFirst(sigil.count)), value: .code(text), line: statement.line))
    case ("@", AthenaProject.Node.journal) where statement.value == .hash([], name: nil):
      findings.add(AthenaFinding.journal, "the journal is an empty hash, not a list", line: statement.line)
      takeOther(ProjectStatement(sigil: "@", name: statement.name, value: .list([]), line: statement.line))
    default: takeOther(statement)
    }
  }

  mutating func takeOther(_ statement: ProjectStatement) {
    if PerlNames.ofProject.contains(statement.name), let record = open {
      findings.add(
        AthenaFinding.record, "the record \"\(record.title)\" does not end before \(statement.sigil)\(statement.name)",
        line: statement.line, expected: "[record]")
      close(record)
    }
    if open == nil { project.statements.append(statement) } else { open?.others.append(statement) }
  }

  mutating func take(_ array: AthenaArray) {
    inRecord(array.line) { record in
      record.arrays.removeAll { $0.name == array.name }
      record.arrays.append(array)
    }
  }

  private mutating func inRecord(_ line: Int?, _ change: (inout AthenaRecord) -> Void) {
    if open == nil {
      findings.add(
        AthenaFinding.record, "a record begins without its group key", line: line, expected: "$old_group = 'abcde';")
    }
    var record = open ?? AthenaRecord(line: line)
    change(&record)
    open = record
  }

  private mutating func beginRecord(_ statement: ProjectStatement) {
    guard let group = statement.value.scalar else { return takeOther(statement) }
    if let record = open {
      findings.add(
        AthenaFinding.record, "the record \"\(record.title)\" does not end before the next one begins",
        line: statement.line, expected: "[record]")
      close(record)
    }
    open = AthenaRecord(group: group, line: statement.line)
  }

  mutating func closeRecord(_ line: Int) {
    isInHeader = false
    guard let record = open else {
      findings.add(AthenaFinding.record, "a record ends that has not begun", line: line, found: "[record]")
      return
    }
    close(record)
  }

  private mutating func close(_ record: AthenaRecord) {
    if record.group == AthenaProject.defaultsGroup {
      project.defaults.append(record)
    } else {
      project.records.append(record)
    }
    open = nil
  }

  // MARK: What is no statement

  mutating func takeComment(_ text: String, _ line: Int) {
    if isInHeader {
      project.header.append(text)
    } else if !PerlNames.isTrailer(text) {
      project.statements.append(
        ProjectStatement(
          sigil: ProjectStatement.comment, name: AthenaProject.Node.comment, value: .text(text), line: line))
    }
  }
}
