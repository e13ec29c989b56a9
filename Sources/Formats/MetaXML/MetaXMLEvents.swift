import Bytes
import DataModel
import XML

/// The events of a document as a walk through its elements. What the schema does not know is passed over: the check
/// against the schema has said so.
struct MetaXMLEvents {
  private let reader: XMLReader

  init(_ source: ByteSource) throws(FormatError) {
    let blocks = XMLBlocks(source)
    do throws(XMLError) {
      reader = try XMLReader(blocks: blocks.next, options: .forMetadata)
    } catch {
      throw Self.unreadable(error)
    }
  }

  static func unreadable(_ error: XMLError) -> FormatError {
    FormatError(.unreadable, error.message, at: Finding.Location(line: error.line, column: error.column))
  }

  /// A start tag and its line.
  struct Tag {
    let name: String
    let line: Int
    private let attributes: [XMLAttribute]

    init(_ tag: XMLStartTag, line: Int) {
      // An element of another namespace has no name here.
      name = tag.name.namespace == MetaXML.namespace ? tag.name.local : ""
      self.line = line
      attributes = tag.attributes
    }

    /// The value of an attribute in no namespace.
    subscript(_ name: String) -> String? {
      for attribute in attributes where attribute.name.local == name && attribute.name.namespace == nil {
        return MetaXMLText.unescaped(attribute.value)
      }
      return nil
    }
  }

  /// The next child element of the element that is open; nil after its end. Whoever gets one has to read it to its end.
  func child() throws(FormatError) -> Tag? {
    while let event = try next() {
      switch event.content {
      case .elementStart(let tag): return Tag(tag, line: event.line)
      case .elementEnd: return nil
      case .text, .cdata, .comment, .processingInstruction: continue
      }
    }
    return nil
  }

  /// The text of the element that is open, up to its end.
  func text() throws(FormatError) -> String {
    MetaXMLText.unescaped(try rawText())
  }

  /// The same without taking escapes back.
  func rawText() throws(FormatError) -> String {
    var result = ""
    while let event = try next() {
      switch event.content {
      case .text(let text), .cdata(let text):
        if result.isEmpty { result = text } else { result += text }
      case .elementStart: try skip()
      case .elementEnd: return result
      case .comment, .processingInstruction: continue
      }
    }
    return result
  }

  /// Passes over the rest of the element that is open.
  func skip() throws(FormatError) {
    var depth = 1
    while depth > 0, let event = try next() {
      switch event.content {
      case .elementStart: depth += 1
      case .elementEnd: depth -= 1
      case .text, .cdata, .comment, .processingInstruction: continue
      }
    }
  }

  private func next() throws(FormatError) -> XMLEvent? {
    do throws(XMLError) {
      return try reader.next()
    } catch {
      throw Self.unreadable(error)
    }
  }
}
