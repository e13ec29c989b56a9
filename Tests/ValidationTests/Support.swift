import Bytes
import Foundation
import Validation

/// A fresh folder that disappears with the test.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("edgewise-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// A validator with the schemas in these subfolders, and none of the machine's own.
  func validator(_ folders: String...) -> XMLDocumentValidator {
    XMLDocumentValidator(
      SchemaLibrary(
        DefinitionFolders(
          options: folders.map { "\(path)/\($0)" }, environment: { _ in nil }, executable: "/nowhere/bin/edgewise")))
  }
}

func source(_ text: String, name: String = "a.xml") throws -> ByteSource {
  try ByteSource(name: name, bytes: Array(text.utf8))
}
