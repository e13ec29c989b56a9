// Which prefixes are bound to which namespaces while a document is written, and what must be declared next.

struct XMLNamespaceScope {
  static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
  private static let xmlnsNamespace = "http://www.w3.org/2000/xmlns/"

  private struct Binding {
    var prefix: String
    var uri: String
    var depth: Int
  }

  /// Innermost last. The empty prefix is the default namespace.
  private var bindings = [
    Binding(prefix: "xml", uri: xmlNamespace, depth: 0), Binding(prefix: "", uri: "", depth: 0),
  ]
  private var depth = 0
  private var generated = 0
  /// The prefixes the names of the open start tag already rely on.
  private var usedHere: Set<String> = []

  mutating func open() {
    depth += 1
    usedHere = []
  }

  mutating func close() {
    while let last = bindings.last, last.depth == depth, depth > 0 { bindings.removeLast() }
    depth -= 1
  }

  /// The declarations of the element that was opened last, in order.
  var declarations: [XMLNamespace] {
    bindings.filter { $0.depth == depth && depth > 0 }.map {
      XMLNamespace(prefix: $0.prefix.isEmpty ? nil : $0.prefix, uri: $0.uri)
    }
  }

  /// Binds a prefix on the element that was opened last; nothing happens when it is bound so already.
  mutating func declare(_ namespace: XMLNamespace) throws(XMLError) {
    let prefix = namespace.prefix ?? ""
    guard uri(of: prefix) != namespace.uri else { return }
    guard prefix.isEmpty || (XMLCharacters.isName(prefix) && prefix != "xml" && prefix != "xmlns") else {
      throw XMLError(.malformedOutput, "'\(prefix)' cannot be declared as a namespace prefix")
    }
    guard prefix.isEmpty || !namespace.uri.isEmpty else {
      throw XMLError(.malformedOutput, "prefix '\(prefix)' is declared without a namespace")
    }
    guard namespace.uri != Self.xmlNamespace, namespace.uri != Self.xmlnsNamespace else {
      throw XMLError(.malformedOutput, "namespace '\(namespace.uri)' is reserved")
    }
    guard !isFixedHere(prefix) else {
      throw XMLError(.malformedOutput, "prefix '\(prefix)' means two namespaces on one element")
    }
    bindings.append(Binding(prefix: prefix, uri: namespace.uri, depth: depth))
  }

  /// The prefix an element is written with; declares it if need be.
  mutating func prefix(forElement name: XMLName) throws(XMLError) -> String {
    let prefix = try choosePrefix(forElement: name)
    usedHere.insert(prefix)
    return prefix
  }

  /// The prefix an attribute is written with. One without a usable prefix gets one that is in scope, or a new one.
  mutating func prefix(forAttribute name: XMLName) throws(XMLError) -> String {
    let prefix = try choosePrefix(forAttribute: name)
    if !prefix.isEmpty { usedHere.insert(prefix) }
    return prefix
  }

  private mutating func choosePrefix(forElement name: XMLName) throws(XMLError) -> String {
    let uri = name.namespace ?? ""
    if let prefix = name.prefix, !prefix.isEmpty {
      guard !uri.isEmpty else {
        throw XMLError(.malformedOutput, "element '\(name.qualified)' has a prefix without a namespace")
      }
      try declare(XMLNamespace(prefix: prefix, uri: uri))
      return prefix
    }
    // The namespace of names with `xml:` has no other prefix.
    if uri == Self.xmlNamespace { return "xml" }
    try declare(XMLNamespace(uri: uri))
    return ""
  }

  private mutating func choosePrefix(forAttribute name: XMLName) throws(XMLError) -> String {
    guard let uri = name.namespace, !uri.isEmpty else {
      guard name.prefix == nil else {
        throw XMLError(.malformedOutput, "attribute '\(name.qualified)' has a prefix without a namespace")
      }
      return ""
    }
    if let prefix = name.prefix, !prefix.isEmpty {
      if self.uri(of: prefix) == uri { return prefix }
      if !isFixedHere(prefix) {
        try declare(XMLNamespace(prefix: prefix, uri: uri))
        return prefix
      }
    }
    if let binding = bindings.last(where: { $0.uri == uri && !$0.prefix.isEmpty && self.uri(of: $0.prefix) == uri }) {
      return binding.prefix
    }
    let prefix = unusedPrefix()
    try declare(XMLNamespace(prefix: prefix, uri: uri))
    return prefix
  }

  private mutating func unusedPrefix() -> String {
    repeat { generated += 1 } while uri(of: "ns\(generated)") != nil
    return "ns\(generated)"
  }

  private func uri(of prefix: String) -> String? {
    bindings.last { $0.prefix == prefix }?.uri
  }

  private func isFixedHere(_ prefix: String) -> Bool {
    usedHere.contains(prefix) || bindings.contains { $0.prefix == prefix && $0.depth == depth }
  }
}
