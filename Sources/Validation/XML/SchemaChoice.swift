/// Which of the schemas at hand a document is held against.
import DataModel

/// A schema for a document, and what has to be said about the choice.
struct SchemaChoice {
  let file: SchemaFile
  let notes: [Finding]

  /// Chooses for a document; nil when no schema at hand is for it. `files` stand in the order of looking; one that the
  /// user has `named`, as `metadata.xsd` or `kernel-4.7/metadata.xsd`, is taken whatever the document says.
  init?(for head: XMLDocumentHead, fileName: String, named: [String] = [], among files: [SchemaFile]) {
    if let file = files.first(where: { named.contains($0.document.name) || named.contains($0.name) }) {
      self.file = file
      notes = []
      return
    }
    let candidates = Self.candidates(for: head, fileName: fileName, among: files)
    guard let first = candidates.first else { return nil }
    let stated = head.version.map { version in candidates.filter { $0.roots[head.root]?.contains(version) ?? false } }
    if let fitting = stated?.first {
      file = fitting
      notes = []
    } else if candidates.contains(where: { !($0.roots[head.root]?.isEmpty ?? true) }) {
      file = Self.newest(candidates) { file in file.roots[head.root]?.compactMap { SchemaVersion($0) }.max() } ?? first
      notes = [Self.note(head.version, taken: file.roots[head.root]?.sorted().last, file)]
    } else {
      let hint = head.schemaLocation.flatMap { SchemaVersion(in: $0) }
      if let hint, let exact = candidates.first(where: { $0.version == hint }) {
        file = exact
        notes = []
      } else {
        let near = candidates.filter { file in file.version.map { hint?.covers($0) ?? true } ?? false }
        file = Self.newest(near.isEmpty ? candidates : near, \.version) ?? first
        let isVersioned = hint != nil || Set(candidates.map(\.version)).count > 1
        notes = isVersioned ? [Self.note(hint?.description, taken: file.version?.description, file)] : []
      }
    }
  }

  /// The schemas for the document's namespace that declare its root element; those of the namespace alone when none
  /// does, so that the document is told that its root is wrong.
  private static func candidates(
    for head: XMLDocumentHead, fileName: String, among files: [SchemaFile]
  ) -> [SchemaFile] {
    if fileName.hasSuffix(".nxdl.xml") { return files.filter { $0.document.name == "nxdl.xsd" } }
    let namesakes = files.filter { $0.namespace == head.namespace && $0.roots[head.root] != nil }
    guard namesakes.isEmpty, head.namespace != nil else { return namesakes }
    return files.filter { $0.namespace == head.namespace && !$0.roots.isEmpty }
  }

  /// The file with the greatest version; of equal ones the first. Nil when none has a version.
  private static func newest(_ files: [SchemaFile], _ version: (SchemaFile) -> SchemaVersion?) -> SchemaFile? {
    var best: (file: SchemaFile, version: SchemaVersion)?
    for file in files {
      guard let version = version(file) else { continue }
      if best.map({ $0.version < version }) ?? true { best = (file, version) }
    }
    return best?.file
  }

  private static func note(_ stated: String?, taken: String?, _ file: SchemaFile) -> Finding {
    let words =
      stated.map { "the document names version \($0) of its schema" } ?? "the document names no version of its schema"
    let version = taken.map { ", version \($0)" } ?? ""
    return Finding(
      XMLFinding.version, "\(words); it was held against \(file.name)\(version), the newest at hand that fits",
      found: stated)
  }
}
