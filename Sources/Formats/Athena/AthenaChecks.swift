/// Findings about what a project says, once it has been taken apart.
import DataModel

struct AthenaChecks {
  let project: AthenaProject

  func run(_ findings: inout AthenaFindings) {
    checkHeader(&findings)
    var groups: Set<String> = []
    for record in project.records where !groups.insert(record.group).inserted {
      findings.add(
        AthenaFinding.repeated, "two records have the group key \"\(record.group)\"", line: record.line,
        found: record.group)
    }
    for record in project.records {
      checkArrays(record, &findings)
      checkDetection(record, &findings)
      checkReferences(record, groups, &findings)
    }
    for record in project.defaults {
      findings.add(
        AthenaFinding.defaults, "the record \"\(record.group)\" is no data and was kept with the file's metadata",
        line: record.line)
    }
  }

  private func checkHeader(_ findings: inout AthenaFindings) {
    guard let line = project.header.first(where: { $0.contains("Athena project file --") }) else { return }
    let version = line.split(separator: " ").last ?? ""
    guard version.split(separator: ".", omittingEmptySubsequences: false).count != 3 else { return }
    findings.add(
      AthenaFinding.version, "the version of the program is not of three parts", line: 1, expected: "0.9.26",
      found: String(version))
  }

  private func checkArrays(_ record: AthenaRecord, _ findings: inout AthenaFindings) {
    for name in ["x", "y"] where record.array(name)?.isEmpty ?? true {
      findings.add(
        AthenaFinding.noArray, "\"\(record.title)\" has no array \(name)", line: record.line, path: path(record, name))
    }
    for array in record.arrays {
      let place = path(record, array.name)
      if array.oddCount > 0, !array.isEmpty {
        let first = array.cells.first
        findings.add(
          AthenaFinding.number,
          "\(array.oddCount) elements of \(array.name) of \"\(record.title)\" are no numbers; they became NaN",
          line: array.line, path: place, expected: "a number",
          found: first.map { "element \($0.index + 1): \($0.literal.scalar ?? "undef")" })
      }
      if array.isEmpty {
        guard array.name != "x", array.name != "y" else { continue }
        findings.add(
          AthenaFinding.empty, "\(array.name) of \"\(record.title)\" holds no number", line: array.line, path: place)
      } else if let count = record.pointCount, array.values.count != count {
        findings.add(
          AthenaFinding.length,
          "\(array.name) of \"\(record.title)\" has \(array.values.count) values for \(count) points; "
            + "it got a dimension of its own",
          line: array.line, path: place, expected: "\(count)", found: "\(array.values.count)")
      }
    }
  }

  private func checkDetection(_ record: AthenaRecord, _ findings: inout AthenaFindings) {
    let detection = AthenaDetection(record.arguments)
    let signal = record.array("signal")
    if let signal, record.copiesData(signal) {
      findings.add(
        AthenaFinding.role, "signal of \"\(record.title)\" is a copy of y, not a detector", line: signal.line,
        path: path(record, "signal"))
    } else if let mode = detection.mode, let reason = detection.reason, mode != .transmission {
      findings.add(
        AthenaFinding.role, "\"\(record.title)\" is taken for \(mode.rawValue) because of \(reason)", line: record.line)
    } else if let signal, !signal.isEmpty {
      findings.add(
        AthenaFinding.role,
        "signal of \"\(record.title)\" is taken for \(detection.role.rawValue): "
          + (detection.reason ?? "the parameters do not say how y came about"),
        line: signal.line, path: path(record, "signal"))
    }
  }

  private func checkReferences(_ record: AthenaRecord, _ groups: Set<String>, _ findings: inout AthenaFindings) {
    for row in AthenaRecord.referenceArguments {
      guard let key = record.arguments.text(row.keys), AthenaSteps.isRecord(key), !groups.contains(key) else {
        continue
      }
      findings.add(
        AthenaFinding.reference, "\"\(record.title)\" refers to the record \"\(key)\", which is not in the file",
        line: record.line, found: key)
    }
  }

  private func path(_ record: AthenaRecord, _ array: String) -> String { "/\(record.group)/\(array)" }
}
