import Bytes
import DataModel
import Formats
import Foundation
import Testing
import Validation

/// Reads a text as a format and lists what its rules find.
enum TextRuleSupport {
  static func document(_ text: String, _ format: Format) throws -> Document {
    let source = try ByteSource(name: "test", bytes: Array(text.utf8))
    let read = try #require(format.read)
    return try read(source)
  }

  /// What the rules find. Each code that is found is looked for again without its rule, and must then be gone.
  static func findings(_ text: String, _ format: Format) throws -> [Finding] {
    let document = try document(text, format)
    let findings = TextFormatRules.findings(for: document, format: format.id)
    for code in Set(findings.map(\.code)) {
      let others = TextFormatRules.findings(for: document, format: format.id, without: [code])
      #expect(!others.contains { $0.code == code }, "\(code) is found without its rule")
    }
    return findings
  }
}
