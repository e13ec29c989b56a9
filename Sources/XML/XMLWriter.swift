/// Writes a document piece by piece; what comes out is well-formed or an error is thrown.
///
/// It is our own and not libxml2's xmlTextWriter because that one does not stop ill-formed output (names, `--` in
/// comments, several roots, control characters, undeclared prefixes), which would be most of this file anyway.
///
///     var writer = XMLWriter()
///     try writer.startElement("a", attributes: [XMLAttribute("n", "1")])
///     try writer.text("x < y")
///     try writer.endElement()
///     let bytes = try writer.finish()
///
/// After an error the writer only repeats that error.
public struct XMLWriter {
  /// What becomes of characters that XML 1.0 cannot carry: controls other than tab, line feed and carriage return,
  /// U+FFFE and U+FFFF.
  public enum IllegalCharacters: Sendable, Hashable, CaseIterable {
    /// Writing throws `illegalCharacter`.
    case refuse
    /// U+FFFD, the replacement character, stands in their place.
    case replace
    /// Swift's notation stands in their place, such as `\u{7}`. It is not taken back on reading.
    case escape
  }

  /// How the document looks.
  public struct Options: Sendable, Hashable {
    /// Whether the document begins with `<?xml version="1.0" encoding="UTF-8"?>`.
    public var hasDeclaration = true
    /// The number of spaces per level; nil writes no white space of its own. Elements that hold text are left alone
    /// from that text on.
    public var indentation: Int?
    /// What becomes of characters that XML cannot carry.
    public var illegalCharacters = IllegalCharacters.refuse

    /// With declaration, without indentation, refusing illegal characters.
    public init() {}

    /// The default with an indentation.
    public init(indentation: Int?) {
      self.indentation = indentation
    }
  }

  struct OpenElement {
    var qualifiedName: String
    var hasChildren = false
    var isInline: Bool
  }

  private static let flushBytes = 64 << 10

  private let options: Options
  let escaping: XMLEscaping
  private let sink: (([UInt8]) throws(XMLError) -> Void)?
  var output: [UInt8] = []
  var open: [OpenElement] = []
  var scope = XMLNamespaceScope()
  var startTagIsOpen = false
  /// Whether attributes may follow one by one, and the names of those that have.
  var takesAttributes = false
  var attributesSoFar: [String] = []
  var hasRoot = false
  private var isEmptyDocument = true
  private var failure: XMLError?

  /// Gathers the document in memory; `finish()` returns it.
  public init(options: Options = Options()) {
    self.init(options: options, boxedSink: nil)
  }

  /// Hands the document on in blocks of about 64 KiB. What the sink throws becomes a `writeFailed` error.
  public init<E: Error>(options: Options = Options(), sink: @escaping ([UInt8]) throws(E) -> Void) {
    let boxedSink = { (bytes: [UInt8]) throws(XMLError) in
      do throws(E) {
        try sink(bytes)
      } catch {
        throw (error as? XMLError) ?? XMLError(.writeFailed, "\(error)")
      }
    }
    self.init(options: options, boxedSink: boxedSink)
  }

  private init(options: Options, boxedSink: (([UInt8]) throws(XMLError) -> Void)?) {
    self.options = options
    escaping = XMLEscaping(policy: options.illegalCharacters)
    sink = boxedSink
    if options.hasDeclaration { output += Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8) }
    isEmptyDocument = !options.hasDeclaration
  }

  // MARK: Elements

  /// Begins an element. Namespaces are declared where they are first needed and not again below; `namespaces` adds
  /// declarations, for example to have all of them on the root.
  public mutating func startElement(
    _ name: XMLName, attributes: [XMLAttribute] = [], namespaces: [XMLNamespace] = []
  ) throws(XMLError) {
    try attempt { (writer) throws(XMLError) in
      guard !(writer.open.isEmpty && writer.hasRoot) else { throw Self.malformed("a second root element '\(name)'") }
      try writer.beginNode()
      try writer.writeStartTag(name, attributes, namespaces)
      writer.hasRoot = true
    }
  }

  /// Ends the element that was begun last.
  public mutating func endElement() throws(XMLError) {
    try attempt { (writer) throws(XMLError) in
      guard let element = writer.open.popLast() else { throw Self.malformed("an element end without an element") }
      if writer.startTagIsOpen {
        writer.write("/>")
        writer.startTagIsOpen = false
        writer.takesAttributes = false
      } else {
        if element.hasChildren, !element.isInline { writer.writeIndentation() }
        writer.write("</")
        writer.write(element.qualifiedName)
        writer.write(">")
      }
      writer.scope.close()
    }
  }

  // MARK: Content

  /// Writes character data into the open element; white space included, nothing is changed on reading back.
  public mutating func text(_ text: String) throws(XMLError) {
    guard !text.isEmpty else { return }
    try attempt { (writer) throws(XMLError) in
      try writer.beginText()
      try writer.escaping.append(text, in: .text, to: &writer.output)
    }
  }

  /// Writes a CDATA section; one that holds `]]>` is split in two. A carriage return is read back as a line feed.
  public mutating func cdata(_ text: String) throws(XMLError) {
    try attempt { (writer) throws(XMLError) in
      try writer.beginText()
      writer.write("<![CDATA[")
      // Bytes, because a combining character would hide the `>` from a search by Character.
      var rest = text.utf8[...]
      while let end = rest.firstRange(of: "]]>".utf8) {
        let split = rest.index(before: end.upperBound)
        try writer.escaping.append(String(Substring(rest[..<split])), in: .verbatim, to: &writer.output)
        writer.write("]]><![CDATA[")
        rest = rest[split...]
      }
      try writer.escaping.append(String(Substring(rest)), in: .verbatim, to: &writer.output)
      writer.write("]]>")
    }
  }

  /// Writes a comment. One with `--` in it or `-` at its end is refused.
  public mutating func comment(_ text: String) throws(XMLError) {
    try attempt { (writer) throws(XMLError) in
      guard !text.utf8.contains("--".utf8), text.utf8.last != UInt8(ascii: "-") else {
        throw Self.malformed("'--' in a comment")
      }
      try writer.beginNode()
      writer.write("<!--")
      try writer.escaping.append(text, in: .verbatim, to: &writer.output)
      writer.write("-->")
    }
  }

  /// Writes a processing instruction. The target `xml` and data with `?>` are refused.
  public mutating func processingInstruction(target: String, data: String? = nil) throws(XMLError) {
    try attempt { (writer) throws(XMLError) in
      let data = data ?? ""
      guard XMLCharacters.isName(target), target.lowercased() != "xml", !data.utf8.contains("?>".utf8) else {
        throw Self.malformed("processing instruction '\(target)'")
      }
      try writer.beginNode()
      writer.write(data.isEmpty ? "<?\(target)" : "<?\(target) ")
      try writer.escaping.append(data, in: .verbatim, to: &writer.output)
      writer.write("?>")
    }
  }

  // MARK: End

  /// Ends the document. Gives its bytes, or none when they went to a sink.
  public mutating func finish() throws(XMLError) -> [UInt8] {
    try attempt { (writer) throws(XMLError) in
      if let element = writer.open.last { throw Self.malformed("element '\(element.qualifiedName)' without its end") }
      guard writer.hasRoot else { throw Self.malformed("a document without a root element") }
      writer.write("\n")
      try writer.flush(from: 1)
    }
    defer { output = [] }
    return output
  }

  // MARK: Parts

  /// Runs one step. A step that fails may leave half a tag behind, so its error stays for all that follow.
  mutating func attempt(_ step: (inout XMLWriter) throws(XMLError) -> Void) throws(XMLError) {
    if let failure { throw failure }
    do throws(XMLError) {
      try step(&self)
      try flush(from: Self.flushBytes)
    } catch {
      failure = error
      throw error
    }
  }

  private mutating func writeStartTag(
    _ name: XMLName, _ attributes: [XMLAttribute], _ namespaces: [XMLNamespace]
  ) throws(XMLError) {
    var seen: Set<XMLName> = []
    for attribute in [XMLAttribute(name, "")] + attributes where !XMLCharacters.isName(attribute.name.local) {
      throw Self.malformed("'\(attribute.name.local)' as a name")
    }
    for attribute in attributes where !seen.insert(attribute.name).inserted {
      throw Self.malformed("attribute '\(attribute.name)' twice")
    }
    scope.open()
    for namespace in namespaces { try scope.declare(namespace) }
    let qualified = Self.qualified(name.local, try scope.prefix(forElement: name))
    var attributePrefixes: [String] = []
    for attribute in attributes { attributePrefixes.append(try scope.prefix(forAttribute: attribute.name)) }

    write("<\(qualified)")
    for declared in scope.declarations {
      try write(attribute: declared.prefix.map { "xmlns:\($0)" } ?? "xmlns", value: declared.uri)
    }
    for (attribute, prefix) in zip(attributes, attributePrefixes) {
      try write(attribute: Self.qualified(attribute.name.local, prefix), value: attribute.value)
    }
    open.append(OpenElement(qualifiedName: qualified, isInline: open.last?.isInline ?? false))
    startTagIsOpen = true
  }

  private mutating func beginText() throws(XMLError) {
    guard let innermost = open.indices.last else { throw Self.malformed("text outside the root element") }
    closeStartTag()
    open[innermost].isInline = true
  }

  /// Before an element, comment or instruction: ends the start tag and goes to a line of its own.
  mutating func beginNode() throws(XMLError) {
    closeStartTag()
    if let innermost = open.indices.last {
      open[innermost].hasChildren = true
      if !open[innermost].isInline { writeIndentation() }
    } else if !isEmptyDocument {
      write("\n")
    }
    isEmptyDocument = false
  }

  private mutating func closeStartTag() {
    if startTagIsOpen { write(">") }
    startTagIsOpen = false
    takesAttributes = false
  }

  private mutating func writeIndentation() {
    guard let indentation = options.indentation else { return }
    output.append(UInt8(ascii: "\n"))
    for _ in 0..<max(0, indentation) * open.count { output.append(UInt8(ascii: " ")) }
  }

  private mutating func write(attribute name: String, value: String) throws(XMLError) {
    write(" \(name)=\"")
    try escaping.append(value, in: .attribute, to: &output)
    write("\"")
  }

  mutating func write(_ markup: String) {
    var markup = markup
    markup.withUTF8 { output.append(contentsOf: $0) }
  }

  private mutating func flush(from limit: Int) throws(XMLError) {
    guard let sink, output.count >= limit else { return }
    try sink(output)
    output.removeAll(keepingCapacity: true)
  }

  static func malformed(_ what: String) -> XMLError {
    XMLError(.malformedOutput, "refused to write \(what)")
  }

  private static func qualified(_ local: String, _ prefix: String) -> String {
    prefix.isEmpty ? local : "\(prefix):\(local)"
  }
}
