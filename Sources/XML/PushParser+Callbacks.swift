// The SAX callbacks of the push parser: from libxml2's pointers to events.
import CLibXML2

/// Character data that may still go on with the next callback.
struct PendingText {
  var bytes: [UInt8] = []
  var isCDATA = false
  var line = 1
}

private typealias Characters = UnsafePointer<xmlChar>
private typealias CharactersList = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

extension PushParser {
  /// The table of callbacks.
  static func makeHandler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.internalSubset = { user, _, _, _ in PushParser.from(user)?.doctype() }
    handler.startElementNs = { user, local, prefix, uri, declared, namespaces, count, defaulted, attributes in
      guard let parser = PushParser.from(user) else { return }
      let place = parser.startTagPlace()
      let name = parser.name(local, prefix, uri)
      guard parser.start(name, place.line), parser.task == .events else { return }
      let tag = XMLStartTag(
        name: name, attributes: PushParser.attributes(attributes, count: Int(count - defaulted)),
        namespaces: PushParser.namespaces(namespaces, count: Int(declared)), isEmpty: parser.standsOnSlash)
      parser.append(.elementStart(tag), line: place.line, column: place.column)
    }
    handler.endElementNs = { user, local, prefix, uri in
      guard let parser = PushParser.from(user), parser.failure == nil else { return }
      parser.flushText()
      parser.leave()
      if parser.task == .events {
        parser.append(.elementEnd(parser.name(local, prefix, uri)), line: parser.line ?? 1)
      }
    }
    // The same function twice: libxml2 then does not look for white space that could be left out.
    handler.characters = { user, text, count in PushParser.from(user)?.text(text, count, isCDATA: false) }
    handler.ignorableWhitespace = { user, text, count in PushParser.from(user)?.text(text, count, isCDATA: false) }
    handler.cdataBlock = { user, text, count in PushParser.from(user)?.text(text, count, isCDATA: true) }
    handler.comment = { user, text in
      PushParser.from(user)?.misc(LibXML.string(text) ?? "") { .comment($0) }
    }
    handler.processingInstruction = { user, target, data in
      let target = LibXML.string(target) ?? ""
      let data = LibXML.string(data)
      PushParser.from(user)?.misc(data ?? "") { _ in .processingInstruction(target: target, data: data) }
    }
    handler.reference = { user, name in
      PushParser.from(user)?.fail(.notWellFormed, "entity '\(LibXML.string(name) ?? "")' is not expanded")
    }
    return handler
  }

  /// Called on a DOCTYPE before the declarations in it, which would cost time and memory that has no bound.
  private func doctype() {
    if !options.allowsDoctype {
      fail(.doctypeRefused, "the document has a DOCTYPE, which is refused")
    } else if context?.pointee.input?.pointee.cur?.pointee == UInt8(ascii: "[") {
      fail(.doctypeRefused, "the document has a DOCTYPE with declarations, which is refused")
    }
  }

  private func start(_ name: XMLName, _ line: Int) -> Bool {
    guard failure == nil, let context else { return false }
    // The parser looks a namespace up by going through all that are in scope.
    guard context.pointee.nsNr / 2 <= options.maximumNamespaces else {
      fail(.tooLarge, "more than \(options.maximumNamespaces) namespaces are in scope")
      return false
    }
    flushText()
    return enter(name.qualified, line: line)
  }

  /// Whether the start tag whose end the parser stands on is written as `<a/>`.
  private var standsOnSlash: Bool {
    context?.pointee.input?.pointee.cur?.pointee == UInt8(ascii: "/")
  }

  /// The namespace is left out where only the path is wanted.
  private func name(_ local: Characters?, _ prefix: Characters?, _ uri: Characters?) -> XMLName {
    XMLName(
      LibXML.string(local) ?? "", prefix: LibXML.string(prefix), namespace: task == .events ? LibXML.string(uri) : nil)
  }

  private func text(_ text: Characters?, _ count: Int32, isCDATA: Bool) {
    guard failure == nil, task == .events, let text, count > 0 else { return }
    if isCDATA != pendingText.isCDATA { flushText() }
    let piece = UnsafeBufferPointer(start: text, count: Int(count))
    if pendingText.bytes.isEmpty {
      pendingText.isCDATA = isCDATA
      pendingText.line = lineBefore(piece)
    }
    guard pendingText.bytes.count + piece.count <= options.maximumTextBytes else {
      return fail(.tooLarge, "a text is larger than \(options.maximumTextBytes) bytes")
    }
    pendingText.bytes.append(contentsOf: piece)
  }

  private func misc(_ text: String, _ content: (String) -> XMLEvent.Content) {
    guard failure == nil, task == .events else { return }
    flushText()
    var text = text
    let line = text.withUTF8 { lineBefore($0) }
    append(content(text), line: line)
  }

  /// Turns the text that was gathered into an event.
  private func flushText() {
    guard !pendingText.bytes.isEmpty else { return }
    let text = String(decoding: pendingText.bytes, as: UTF8.self)
    append(pendingText.isCDATA ? .cdata(text) : .text(text), line: pendingText.line)
    pendingText.bytes.removeAll(keepingCapacity: pendingText.bytes.count <= XMLInput.sliceBytes)
  }

  // MARK: Place

  /// The line on which text begins whose end the parser stands on.
  private func lineBefore(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    max(1, (line ?? 1) - text.newlineCount)
  }

  /// The place of the `<` of the start tag whose end the parser stands on. No attribute value holds a `<`, so the
  /// nearest one before is the one.
  private func startTagPlace() -> (line: Int, column: Int?) {
    guard let input = context?.pointee.input, var cursor = input.pointee.cur, let base = input.pointee.base else {
      return (line ?? 1, nil)
    }
    var newlines = 0
    var characters = 0
    while cursor > base, cursor.pointee != UInt8(ascii: "<") {
      cursor -= 1
      if cursor.pointee == UInt8(ascii: "\n") { newlines += 1 }
      if cursor.pointee & 0xC0 != 0x80 { characters += 1 }
    }
    let line = max(1, Int(input.pointee.line) - newlines)
    return (line, newlines == 0 ? max(1, Int(input.pointee.col) - characters) : nil)
  }

  // MARK: Lists

  private static func attributes(_ list: CharactersList?, count: Int) -> [XMLAttribute] {
    guard let list, count > 0 else { return [] }
    return (0..<count).map { index in
      // Five pointers each: local name, prefix, namespace, begin and end of the value.
      let fields = list + index * 5
      let name = XMLName(
        LibXML.string(fields[0]) ?? "", prefix: LibXML.string(fields[1]), namespace: LibXML.string(fields[2]))
      guard let start = fields[3], let end = fields[4] else { return XMLAttribute(name, "") }
      let value = UnsafeBufferPointer(start: start, count: end - start)
      return XMLAttribute(name, attributeValue(value))
    }
  }

  /// While entities are not expanded, libxml2 hands over each `&` of a value, and nothing else, as `&#38;`.
  private static func attributeValue(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return bytes.contains(UInt8(ascii: "&")) ? text.replacing("&#38;", with: "&") : text
  }

  private static func namespaces(_ list: CharactersList?, count: Int) -> [XMLNamespace] {
    guard let list, count > 0 else { return [] }
    return (0..<count).map { index in
      XMLNamespace(prefix: LibXML.string(list[index * 2]), uri: LibXML.string(list[index * 2 + 1]) ?? "")
    }
  }
}
