/// Findings as every verb reports them.
public import Bytes
public import DataModel

/// Writes findings as JSON, in the one shape of the contract.
public enum FindingReport {
  /// The member `findings` of the object that is open. `file` is left out of locations when `omittingFile`.
  public static func write(_ findings: [Finding], to json: inout JSONWriter) {
    json.key("findings")
    json.array { json in
      for finding in findings { write(finding, to: &json) }
    }
  }

  /// One finding as a JSON object; absent members are left out.
  public static func write(_ finding: Finding, to json: inout JSONWriter) {
    json.object { json in
      json.member("code", finding.code)
      json.member("severity", finding.severity.rawValue)
      json.member("message", finding.message)
      write(finding.location, to: &json)
      write("expected", finding.expected, to: &json)
      write("found", finding.found, to: &json)
      write("hint", finding.hint, to: &json)
      write("rule", finding.rule, to: &json)
    }
  }

  private static func write(_ location: Finding.Location, to json: inout JSONWriter) {
    guard location != Finding.Location() else { return }
    json.key("location")
    json.object { json in
      write("file", location.file, to: &json)
      if let line = location.line { json.member("line", line) }
      if let column = location.column { json.member("column", column) }
      write("path", location.path, to: &json)
    }
  }

  private static func write(_ key: String, _ text: String?, to json: inout JSONWriter) {
    if let text { json.member(key, text) }
  }
}
