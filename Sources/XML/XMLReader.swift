/// A streaming reader: pulls one event after the other, with memory bounded by the limits and not by the document.
///
/// Nothing but the given bytes is ever read: no DTD, entity, XInclude or schema. All encodings that libxml2 knows
/// (UTF-8, UTF-16, ISO 8859, ...) arrive as Swift strings.
///
///     let reader = try XMLReader(bytes, file: "a.xml")
///     while let event = try reader.next() { ... }
public final class XMLReader {
  private var input: XMLInput
  private let parser: PushParser
  private var failure: XMLError?
  private var isFinished = false

  /// Reads a document in memory. `file` names it in errors.
  public init(_ bytes: [UInt8], file: String? = nil, options: Options = Options()) throws(XMLError) {
    input = XMLInput(bytes: bytes, maximumBytes: options.maximumBytes, file: file)
    parser = try PushParser(task: .events, file: file, options: options)
  }

  /// Reads a document whose bytes come block by block; nil or an empty block ends it.
  ///
  /// Blocks are asked for only when they are needed. What the provider throws becomes a `readFailed` error.
  public init<E: Error>(
    blocks: @escaping () throws(E) -> [UInt8]?, file: String? = nil, options: Options = Options()
  ) throws(XMLError) {
    input = XMLInput(blocks: blocks, maximumBytes: options.maximumBytes, file: file)
    parser = try PushParser(task: .events, file: file, options: options)
  }

  /// The next event, nil after the last. Events before an error are delivered first; the error then stays.
  public func next() throws(XMLError) -> XMLEvent? {
    while true {
      if let event = parser.takeEvent() { return event }
      if let failure = failure ?? parser.failure { throw failure }
      if isFinished { return nil }
      try advance()
    }
  }

  private func advance() throws(XMLError) {
    do throws(XMLError) {
      if try !input.withNextSlice({ parser.feed($0) }) {
        parser.finish()
        isFinished = true
      }
    } catch {
      failure = error
      throw error
    }
  }
}
