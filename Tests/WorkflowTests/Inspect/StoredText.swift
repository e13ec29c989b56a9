import Foundation
import Testing

/// Texts that were looked at by a person and then stored; UPDATE_STORED_TEXTS writes them anew.
enum StoredText {
  static func expect(_ text: String, in file: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let stored = folder.appendingPathComponent("Stored/\(file)")
    if ProcessInfo.processInfo.environment["UPDATE_STORED_TEXTS"] != nil { try Data(text.utf8).write(to: stored) }
    #expect(text == (try String(contentsOf: stored, encoding: .utf8)))
  }
}
