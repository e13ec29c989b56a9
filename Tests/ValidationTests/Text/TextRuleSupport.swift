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

  static func findings(_ text: String, _ format: Format) throws -> [Finding] {
    TextFormatRules.findings(for: try document(text, format), format: format.id)
  }
}
