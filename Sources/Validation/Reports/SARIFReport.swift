/// The report as SARIF 2.1.0 (OASIS, 2020): what code-scanning services and editors read.
import Bytes
public import DataModel

/// Writes a validation report as one SARIF run.
public struct SARIFReport: Sendable {
  private let report: ValidationReport
  private let codes: [FindingCode]
  private let folder: String?
  private let uses: [Use]

  /// A finding with what belongs to it.
  private struct Use: Sendable {
    var finding: Finding
    var file: String
    var reason: String?
  }

  /// A report about these results; `codes` explain them, and files below `folder` (the working folder) are named
  /// relative to it.
  public init(_ report: ValidationReport, codes: (String) -> FindingCode?, folder: String? = nil) {
    self.report = report
    self.folder = folder
    uses =
      report.entries.flatMap { entry in
        entry.result.findings.map { Use(finding: $0, file: entry.result.file) }
          + entry.suppressed.map { Use(finding: $0.finding, file: entry.result.file, reason: $0.reason) }
      } + report.findings.map { Use(finding: $0, file: $0.location.file ?? "") }
    self.codes = Set(uses.map(\.finding.code)).sorted().map { id in
      codes(id) ?? FindingCode(id, .warning, id, example: "", cure: "")
    }
  }

  /// The document.
  public func bytes() -> [UInt8] {
    var json = JSONWriter(isPretty: true)
    json.object { json in
      json.member(
        "$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
      json.member("version", "2.1.0")
      json.key("runs")
      json.array { json in json.object { writeRun(to: &$0) } }
    }
    return json.finish()
  }

  private func writeRun(to json: inout JSONWriter) {
    json.key("tool")
    json.object { json in
      json.key("driver")
      json.object { json in
        json.member("name", "edgewise")
        json.member("version", EdgewiseVersion.string)
        json.member("semanticVersion", EdgewiseVersion.string)
        json.key("rules")
        json.array { json in for code in codes { write(code, to: &json) } }
      }
    }
    json.key("artifacts")
    json.array { json in
      for entry in report.entries {
        json.object { json in
          json.key("location")
          json.object { $0.member("uri", uri(entry.result.file)) }
          json.key("roles")
          json.array { $0.value("analysisTarget") }
        }
      }
    }
    json.member("columnKind", "unicodeCodePoints")
    json.key("results")
    json.array { json in
      let index = Dictionary(codes.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { $1 })
      for use in uses { write(use, rule: index[use.finding.code], to: &json) }
    }
  }

  private func write(_ code: FindingCode, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", code.id)
      for (key, text) in [("shortDescription", code.meaning), ("help", code.cure)] where !text.isEmpty {
        json.key(key)
        json.object { $0.member("text", text) }
      }
      json.key("defaultConfiguration")
      json.object { $0.member("level", code.severity.rawValue) }
    }
  }

  private func write(_ use: Use, rule: Int?, to json: inout JSONWriter) {
    let finding = use.finding
    json.object { json in
      json.member("ruleId", finding.code)
      if let rule { json.member("ruleIndex", rule) }
      json.member("level", finding.severity.rawValue)
      json.key("message")
      json.object { $0.member("text", Self.escaped(FindingWords.sentence(finding))) }
      writeLocation(finding.location, file: finding.location.file ?? use.file, to: &json)
      if let reason = use.reason {
        json.key("suppressions")
        json.array { json in
          json.object { json in
            json.member("kind", "external")
            json.member("justification", reason)
          }
        }
      }
      let facts = [
        ("expected", finding.expected), ("found", finding.found), ("hint", finding.hint), ("rule", finding.rule),
      ]
      guard facts.contains(where: { $0.1 != nil }) else { return }
      json.key("properties")
      json.object { json in
        for case (let key, .some(let value)) in facts { json.member(key, value) }
      }
    }
  }

  private func writeLocation(_ location: Finding.Location, file: String, to json: inout JSONWriter) {
    guard !file.isEmpty else { return }
    json.key("locations")
    json.array { json in
      json.object { json in
        json.key("physicalLocation")
        json.object { json in
          json.key("artifactLocation")
          json.object { $0.member("uri", uri(file)) }
          if let line = location.line {
            json.key("region")
            json.object { json in
              json.member("startLine", line)
              if let column = location.column { json.member("startColumn", column) }
            }
          }
        }
        if let path = location.path {
          json.key("logicalLocations")
          json.array { json in json.object { $0.member("fullyQualifiedName", path) } }
        }
      }
    }
  }

  private func uri(_ file: String) -> String { ArtifactURI.reference(to: file, from: folder) }

  /// Section 3.11.5: braces mark placeholders and are doubled where they are meant.
  private static func escaped(_ text: String) -> String {
    text.replacing("{", with: "{{").replacing("}", with: "}}")
  }
}
