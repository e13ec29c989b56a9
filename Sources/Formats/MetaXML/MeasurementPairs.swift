import DataModel

/// Which measurement of a metadata document speaks of which measurement of the data.
struct MeasurementPairs {
  /// Indices into the data and the metadata, in the order of the data.
  private(set) var matched: [(data: Int, metadata: Int)] = []
  /// Measurements of the metadata that have no partner.
  private(set) var unmatched: [Int] = []

  init(_ data: [Measurement], _ metadata: [Measurement]) {
    var partner: [Int: Int] = [:]
    var free = Set(metadata.indices)
    func match(_ key: (Measurement) -> String?) {
      let left = Self.unique(data.indices.filter { partner[$0] == nil }, data, key)
      let right = Self.unique(free.sorted(), metadata, key)
      for (name, index) in left {
        guard let twin = right[name] else { continue }
        partner[index] = twin
        free.remove(twin)
      }
    }
    match { $0.selector.isEmpty ? nil : $0.selector }
    let rest = data.indices.filter { partner[$0] == nil }
    if rest.count == free.count {
      for (index, twin) in zip(rest, free.sorted()) { partner[index] = twin }
      free = []
    } else {
      match(\.title)
    }
    matched = data.indices.compactMap { index in partner[index].map { (index, $0) } }
    unmatched = free.sorted()
  }

  /// The measurements whose key no other one has.
  private static func unique(
    _ indices: [Int], _ measurements: [Measurement], _ key: (Measurement) -> String?
  ) -> [String: Int] {
    var result: [String: Int] = [:]
    var repeated: Set<String> = []
    for index in indices {
      guard let name = key(measurements[index]) else { continue }
      if result.updateValue(index, forKey: name) != nil { repeated.insert(name) }
    }
    return result.filter { !repeated.contains($0.key) }
  }
}
