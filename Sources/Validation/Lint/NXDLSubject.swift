/// A definition under examination, with what it can build on.
import DataModel

/// What the authoring rules look at.
public struct NXDLSubject: Sendable {
  public let document: NXDLDocument
  /// The name of its file, without folders.
  public let fileName: String
  /// The folder of its file, without those above.
  public let folderName: String?
  public let library: NXDLLibrary
  /// The definition and those it is derived from, the nearest first.
  public let chain: [NXDLDocument]

  /// A definition that was read from `file`.
  public init(_ document: NXDLDocument, file: String, library: NXDLLibrary) {
    self.document = document
    self.library = library
    let parts = file.split(separator: "/").map(String.init)
    fileName = parts.last ?? file
    folderName = parts.dropLast().last
    chain = library.chain(from: document)
  }

  /// The nodes of these elements with their indices, in the order of the file.
  func nodes(_ elements: NXDLDocument.Element...) -> [(index: Int, node: NXDLDocument.Node)] {
    document.nodes.enumerated().filter { elements.contains($0.element.element) }
      .map { (index: $0.offset, node: $0.element) }
  }

  /// The finding at a node.
  func finding(
    _ code: FindingCode, as severity: Finding.Severity? = nil, _ message: String, at index: Int,
    attribute: String? = nil, expected: String? = nil, found: String? = nil, hint: String? = nil
  ) -> Finding {
    var path = document.path(of: index)
    if let attribute { path += "@\(attribute)" }
    let line = document.nodes.indices.contains(index) ? document.nodes[index].line : 1
    return Finding(
      code, message, at: Finding.Location(line: line, path: path), expected: expected, found: found, hint: hint,
      severity: severity)
  }

  /// The base classes behind the group at `index`, the nearest first.
  func classes(of index: Int) -> [NXDLDocument] {
    document.nodes[index].type.map(library.chain(named:)) ?? []
  }

  /// How a message calls a node.
  func title(_ index: Int) -> String {
    let node = document.nodes[index]
    let name = node.name ?? node.type ?? ""
    return name.isEmpty ? "the \(node.element.rawValue)" : "the \(node.element.rawValue) '\(name)'"
  }
}

extension NXDLDocument.Node {
  /// Whether its name has a capital letter.
  var isCapital: Bool { name?.utf8.contains { (0x41...0x5A).contains($0) } ?? false }
}
