// Short ways to the events and errors of a document given as text.
import Testing
import XML

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// Little-endian UTF-16 with its mark.
func utf16(_ text: String) -> [UInt8] {
  [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
}

/// Splits bytes into blocks for a reader, and counts how many were asked for.
final class Blocks {
  private let bytes: [UInt8]
  private let size: Int
  private var offset = 0
  private(set) var requests = 0

  init(_ bytes: [UInt8], size: Int) {
    self.bytes = bytes
    self.size = size
  }

  func next() -> [UInt8]? {
    requests += 1
    guard offset < bytes.count else { return nil }
    defer { offset += size }
    return Array(bytes[offset..<min(offset + size, bytes.count)])
  }
}

extension XMLReader {
  func allEvents() throws(XMLError) -> [XMLEvent] {
    var events: [XMLEvent] = []
    while let event = try next() { events.append(event) }
    return events
  }
}

func events(_ text: String, options: XMLReader.Options = .init()) throws(XMLError) -> [XMLEvent] {
  try XMLReader(bytes(text), options: options).allEvents()
}

/// The error a document is refused with; nil, and a recorded issue, when it is accepted.
func readError(_ text: [UInt8], options: XMLReader.Options = .init()) -> XMLError? {
  do throws(XMLError) {
    let events = try XMLReader(text, file: "t.xml", options: options).allEvents()
    Issue.record("accepted with \(events.count) events")
    return nil
  } catch {
    return error
  }
}

func readError(_ text: String, options: XMLReader.Options = .init()) -> XMLError? {
  readError(bytes(text), options: options)
}
