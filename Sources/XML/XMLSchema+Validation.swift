// Validation while the document streams by: libxml2's schema engine sits between parser and SAX handler.
import CLibXML2
import XMLShims

extension XMLSchema {
  /// Checks a document in memory. Throws when it cannot be read as XML; what breaks the schema is in the result.
  ///
  /// `maximumViolations` ends the check early; `file` names the document in errors.
  public func validate(
    _ bytes: [UInt8], file: String? = nil, options: XMLReader.Options = .init(), maximumViolations: Int = 100
  ) throws(XMLError) -> XMLValidation {
    let input = XMLInput(bytes: bytes, maximumBytes: options.maximumBytes, file: file)
    return try validate(input, file, options, maximumViolations)
  }

  /// Checks a document whose bytes come block by block; nil or an empty block ends it. No block is kept.
  public func validate<E: Error>(
    blocks: @escaping () throws(E) -> [UInt8]?, file: String? = nil, options: XMLReader.Options = .init(),
    maximumViolations: Int = 100
  ) throws(XMLError) -> XMLValidation {
    let input = XMLInput(blocks: blocks, maximumBytes: options.maximumBytes, file: file)
    return try validate(input, file, options, maximumViolations)
  }

  private func validate(
    _ input: XMLInput, _ file: String?, _ options: XMLReader.Options, _ maximumViolations: Int
  ) throws(XMLError) -> XMLValidation {
    let parser = try PushParser(task: .elementPath, file: file, options: options)
    let collector = ViolationCollector(parser, namespace: targetNamespace, maximum: max(1, maximumViolations))
    guard let plug = SchemaPlug(schema, parser, collector) else {
      throw XMLError(.outOfMemory, "no memory for a validation", file: file)
    }
    var input = input
    try withExtendedLifetime(plug) { () throws(XMLError) in
      while parser.failure == nil, try input.withNextSlice({ parser.feed($0) }) {}
      parser.finish()
    }
    if let failure = parser.failure, !collector.isFull { throw failure }
    return XMLValidation(violations: collector.violations, isComplete: !collector.isFull)
  }
}

/// The life of a validation context that is plugged into a parser.
private final class SchemaPlug {
  private let parser: PushParser
  private let sink: ErrorSink
  private let validation: xmlSchemaValidCtxtPtr
  private let plug: xmlSchemaSAXPlugPtr

  init?(_ schema: xmlSchemaPtr, _ parser: PushParser, _ collector: ViolationCollector) {
    self.parser = parser
    sink = ErrorSink(user: Unmanaged.passUnretained(collector).toOpaque()) { user, error in
      guard let user, let error else { return }
      Unmanaged<ViolationCollector>.fromOpaque(user).takeUnretainedValue().report(error.pointee)
    }
    guard let context = parser.context, let validation = xmlSchemaNewValidCtxt(schema) else { return nil }
    guard let plug = xmlx_plug(validation, context, sink.pointer) else {
      xmlSchemaFreeValidCtxt(validation)
      return nil
    }
    self.validation = validation
    self.plug = plug
  }

  deinit {
    xmlSchemaSAXUnplug(plug)
    xmlSchemaFreeValidCtxt(validation)
  }
}

/// Turns the messages of the schema engine into violations with their place.
private final class ViolationCollector {
  private(set) var violations: [XMLViolation] = []
  /// Whether the check was ended because there are enough.
  private(set) var isFull = false
  private let parser: PushParser
  private let namespacePrefix: String?
  private let maximum: Int

  init(_ parser: PushParser, namespace: String?, maximum: Int) {
    self.parser = parser
    namespacePrefix = namespace.map { "{\($0)}" }
    self.maximum = maximum
  }

  func report(_ error: xmlx_error) {
    guard parser.failure == nil, error.level >= 2 else { return }
    guard violations.count < maximum else {
      isFull = true
      return parser.fail(.tooLarge, "more than \(maximum) violations")
    }
    var message = LibXML.cleaned(error.message)
    if let namespacePrefix { message = Self.removing(namespacePrefix, from: message) }
    var path = parser.path.description
    if let attribute = Self.attribute(in: message) { path += "/@\(attribute)" }
    violations.append(
      XMLViolation(line: parser.path.innermost?.line ?? 1, path: path, message: message, code: Int(error.code)))
  }

  /// The attribute a message is about: it begins with `Element 'a', attribute 'b': `.
  private static func attribute(in message: String) -> String? {
    let parts = message.split(separator: "'", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "Element ", parts[2] == ", attribute ", parts[4].hasPrefix(":") else {
      return nil
    }
    return parts[3].split(separator: "}").last.map { String($0) }
  }

  private static func removing(_ part: String, from text: String) -> String {
    guard !part.isEmpty else { return text }
    var rest = text[...]
    var result = ""
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound]
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
