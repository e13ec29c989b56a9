/// Messages over a socket: eight bytes of length, then the message.
import Glibc

/// One end of the socket between parent and worker.
struct MessageStream {
  let descriptor: Int32
  private var received: [UInt8] = []
  private static let headerSize = 8
  /// A larger message than this comes from a worker out of its mind.
  private static let sizeLimit = 1 << 34

  init(descriptor: Int32) { self.descriptor = descriptor }

  enum Arrival {
    case nothingYet
    case message([UInt8])
    case closed
  }

  /// Sends a message; false when the other side has gone.
  func send(_ message: [UInt8]) -> Bool {
    let header = withUnsafeBytes(of: Int64(message.count)) { Array($0) }
    return sendAll(header) && sendAll(message)
  }

  private func sendAll(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var position = 0
      while position < buffer.count {
        let count = Glibc.send(
          descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position, Int32(MSG_NOSIGNAL))
        if count > 0 {
          position += count
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  /// Waits for a whole message; nil when the other side has gone.
  mutating func receive() -> [UInt8]? {
    while true {
      switch receiveSome() {
      case .message(let message): return message
      case .closed: return nil
      case .nothingYet: continue
      }
    }
  }

  /// Takes what has arrived, in one read: call it when the descriptor is readable.
  mutating func receiveSome() -> Arrival {
    let chunkSize = 1 << 16
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, chunkSize, 0) }
    guard count > 0 else { return count < 0 && errno == EINTR ? .nothingYet : .closed }
    received.append(contentsOf: chunk[..<count])
    return takeMessage()
  }

  private mutating func takeMessage() -> Arrival {
    guard received.count >= Self.headerSize else { return .nothingYet }
    let size = Int(received.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })
    guard size >= 0, size <= Self.sizeLimit else { return .closed }
    guard received.count >= Self.headerSize + size else { return .nothingYet }
    let message = Array(received[Self.headerSize..<Self.headerSize + size])
    received.removeFirst(Self.headerSize + size)
    return .message(message)
  }
}
