/// The fuzzer's bytes as a row of decisions: what comes out of them is always well formed.
struct Dice {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isEmpty: Bool { position >= bytes.count }

  /// The next byte; 0 when there are none left.
  mutating func byte() -> UInt8 {
    guard position < bytes.count else { return 0 }
    defer { position += 1 }
    return bytes[position]
  }

  /// A number from 0 up to, not including, `limit`.
  mutating func below(_ limit: Int) -> Int { limit < 2 ? 0 : Int(byte()) % limit }

  /// Yes with a chance of one in `count`.
  mutating func oneIn(_ count: Int) -> Bool { below(count) == 1 }

  mutating func choice<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }
}
