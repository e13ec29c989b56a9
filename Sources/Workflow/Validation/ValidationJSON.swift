/// The report of `validate` as JSON.
import Bytes
import DataModel
public import Validation

/// Writes the report `edgewise.validate/1`.
public enum ValidationJSON {
  /// The document.
  public static func bytes(_ report: ValidationReport) -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    json.object { json in
      json.member("schema", "edgewise.validate/1")
      json.key("summary")
      json.object { json in
        json.member("files", report.summary.files)
        json.member("valid", report.summary.valid)
        json.member("invalid", report.summary.invalid)
        json.member("unreadable", report.summary.unreadable)
        if let count = report.summary.suppressed { json.member("suppressed", count) }
      }
      json.key("files")
      json.array { json in
        for entry in report.entries { write(entry, to: &json) }
      }
      if !report.findings.isEmpty { FindingReport.write(report.findings, to: &json) }
    }
    return json.finish()
  }

  private static func write(_ entry: ValidationReport.Entry, to json: inout JSONWriter) {
    let result = entry.result
    json.object { json in
      json.member("file", result.file)
      json.member("verdict", result.verdict.rawValue)
      json.key("format")
      if let format = result.format { json.value(format) } else { json.null() }
      json.key("definitions")
      json.array { json in
        for name in result.definitions { json.value(name) }
      }
      if !result.byDefinition.isEmpty { write(result, to: &json) }
      FindingReport.write(result.findings, to: &json)
    }
  }

  /// The verdicts of several definitions; findings are named by where they stand in the list of the file.
  private static func write(_ result: ValidationResult, to json: inout JSONWriter) {
    json.key("by_definition")
    json.array { json in
      for each in result.byDefinition {
        let own = Set(each.own)
        json.object { json in
          json.member("definition", each.definition)
          json.member("verdict", each.verdict.rawValue)
          json.member("errors", each.counts[.error])
          json.member("warnings", each.counts[.warning])
          json.key("own_findings")
          json.array { json in
            for (index, finding) in result.findings.enumerated() where own.contains(finding) { json.value(index) }
          }
        }
      }
    }
  }
}
