/// How results travel from a worker to its parent: a few primitives in a row, lengths first.

/// A value that crosses the border between worker and parent.
public protocol WorkerMessage: Sendable {
  /// Appends the value.
  func encode(to encoder: inout MessageEncoder)
  /// Takes the value off the front. Throws when the bytes are not what `encode` wrote.
  init(from decoder: inout MessageDecoder) throws(MessageError)
}

/// Bytes that no worker in good health would send.
public struct MessageError: Error, Sendable, Hashable {}

/// Gathers the bytes of a message.
public struct MessageEncoder {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty message.
  public init() {}

  /// Appends an integer.
  public mutating func write(_ value: Int) {
    withUnsafeBytes(of: Int64(value)) { bytes.append(contentsOf: $0) }
  }

  /// Appends bytes with their count.
  public mutating func write(_ value: [UInt8]) {
    write(value.count)
    bytes.append(contentsOf: value)
  }

  /// Appends any message.
  public mutating func write(_ value: some WorkerMessage) {
    value.encode(to: &self)
  }
}

/// Takes a message apart.
public struct MessageDecoder {
  private let bytes: [UInt8]
  private var position = 0

  /// A decoder at the front of these bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether everything has been taken.
  public var isAtEnd: Bool { position == bytes.count }

  /// Takes an integer.
  public mutating func readInt() throws(MessageError) -> Int {
    let part = try take(8)
    return Int(bytes[part].withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })
  }

  /// Takes bytes.
  public mutating func readBytes() throws(MessageError) -> [UInt8] {
    let count = try readInt()
    return Array(bytes[try take(count)])
  }

  /// Takes any message.
  public mutating func read<Value: WorkerMessage>(_: Value.Type = Value.self) throws(MessageError) -> Value {
    try Value(from: &self)
  }

  private mutating func take(_ count: Int) throws(MessageError) -> Range<Int> {
    guard count >= 0, count <= bytes.count - position else { throw MessageError() }
    defer { position += count }
    return position..<position + count
  }
}

extension Int: WorkerMessage {
  public func encode(to encoder: inout MessageEncoder) { encoder.write(self) }
  public init(from decoder: inout MessageDecoder) throws(MessageError) { self = try decoder.readInt() }
}

extension Bool: WorkerMessage {
  public func encode(to encoder: inout MessageEncoder) { encoder.write(self ? 1 : 0) }
  public init(from decoder: inout MessageDecoder) throws(MessageError) { self = try decoder.readInt() != 0 }
}

extension String: WorkerMessage {
  public func encode(to encoder: inout MessageEncoder) { encoder.write(Array(utf8)) }
  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    self = String(decoding: try decoder.readBytes(), as: UTF8.self)
  }
}

extension Optional: WorkerMessage where Wrapped: WorkerMessage {
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(self != nil)
    if let self { encoder.write(self) }
  }

  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    self = try decoder.read(Bool.self) ? try decoder.read(Wrapped.self) : nil
  }
}

extension Array: WorkerMessage where Element: WorkerMessage {
  public func encode(to encoder: inout MessageEncoder) {
    encoder.write(count)
    for element in self { encoder.write(element) }
  }

  public init(from decoder: inout MessageDecoder) throws(MessageError) {
    let count = try decoder.readInt()
    var elements: [Element] = []
    for _ in 0..<Swift.max(0, count) { elements.append(try decoder.read()) }
    self = elements
  }
}
