// Writing large documents of one namespace: elements without prefixes, attributes one after the other.

extension XMLWriter {
  /// Begins an element in the default namespace that is in scope, without a prefix and without declarations.
  /// Attributes follow by `attribute`. The content of one that is inline is not broken into lines.
  public mutating func begin(_ name: String, isInline: Bool = false) throws(XMLError) {
    try attempt { (writer) throws(XMLError) in
      guard !(writer.open.isEmpty && writer.hasRoot) else { throw Self.malformed("a second root element '\(name)'") }
      guard XMLCharacters.isName(name) else { throw Self.malformed("'\(name)' as a name") }
      try writer.beginNode()
      writer.scope.open()
      writer.write("<")
      writer.write(name)
      let parentIsInline = writer.open.last?.isInline ?? false
      writer.open.append(OpenElement(qualifiedName: name, isInline: isInline || parentIsInline))
      writer.startTagIsOpen = true
      writer.takesAttributes = true
      writer.attributesSoFar.removeAll(keepingCapacity: true)
      writer.hasRoot = true
    }
  }

  /// Writes an attribute in no namespace, after `begin` and before any content.
  public mutating func attribute(_ name: String, _ value: String) throws(XMLError) {
    try attempt { (writer) throws(XMLError) in
      guard writer.takesAttributes else {
        throw Self.malformed("attribute '\(name)' outside a start tag")
      }
      guard XMLCharacters.isName(name) else { throw Self.malformed("'\(name)' as a name") }
      guard !writer.attributesSoFar.contains(name) else { throw Self.malformed("attribute '\(name)' twice") }
      writer.attributesSoFar.append(name)
      writer.write(" ")
      writer.write(name)
      writer.write("=\"")
      try writer.escaping.append(value, in: .attribute, to: &writer.output)
      writer.write("\"")
    }
  }
}
