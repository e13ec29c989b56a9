/// Numbers that look random and are the same on every machine: SplitMix64, by Steele, Lea and Flood (2014).
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number from 0 up to, not including, `limit`; 0 when there is none.
  mutating func below(_ limit: Int) -> Int { limit < 2 ? 0 : Int(next() % UInt64(limit)) }

  /// A number from 0 up to, not including, `limit`, the smaller the likelier.
  mutating func small(_ limit: Int) -> Int { below(1 + below(limit)) }

  mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  mutating func choice<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}
