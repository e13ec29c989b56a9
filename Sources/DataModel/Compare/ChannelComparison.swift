import Bytes

/// Two channels of the same name, part by part; values slab by slab.
struct ChannelComparison {
  let options: ComparisonOptions
  let path: String

  func differences(_ a: Channel, _ b: Channel) throws(BlockError) -> [Difference] {
    var result: [Difference] = []
    func compare(_ aspect: Difference.Aspect, _ name: String, _ left: String?, _ right: String?) {
      guard left != right, !options.ignores(name) else { return }
      result.append(Difference(aspect, "\(path)/\(name)", a: left, b: right))
    }
    compare(.role, "role", a.role.rawValue, b.role.rawValue)
    compare(.role, "qualifier", a.qualifier, b.qualifier)
    compare(.unit, "unit", a.unit, b.unit)
    compare(.dimensions, "dimensions", describe(a.dimensions), describe(b.dimensions))
    compare(.uncertainty, "uncertainty", describe(a.uncertainty), describe(b.uncertainty))
    compare(.mask, "mask", a.mask, b.mask)
    if options.isExact { compare(.type, "type", a.values.type.rawValue, b.values.type.rawValue) }
    if !options.ignores("values") { result += try values(a.values, b.values) }
    result += MetadataComparison(options: options).differences(a.metadata, b.metadata, path: path + "/metadata")
    return result
  }

  private func values(_ a: Values, _ b: Values) throws(BlockError) -> [Difference] {
    let place = path + "/values"
    guard a.shape == b.shape else {
      return [Difference(.values, place, a: "shape \(a.shape)", b: "shape \(b.shape)")]
    }
    guard a.areHere, b.areHere else { return try absentValues(a, b, place) }
    guard a.type.isNumeric == b.type.isNumeric, a.type.isComplex == b.type.isComplex else {
      return [Difference(.values, place, a: a.type.rawValue, b: b.type.rawValue)]
    }
    var tally = ValueTally()
    for slab in a.slabs() {
      let left = try a.read(slab)
      let right = try b.read(slab)
      if left.type == right.type, left.bytes == right.bytes, left.strings == right.strings {
        tally.skip(left.count)
      } else {
        compare(left, right, into: &tally)
      }
    }
    guard let first = tally.first else { return [] }
    let rest = tally.differing > 1 ? " (\(tally.differing) of \(a.count) differ, at most by \(tally.largest))" : ""
    return [
      Difference(
        .values, place, a: "\(first.a) at element \(first.index + 1)\(rest)", b: first.b)
    ]
  }

  /// At least one side has no elements: what both can give is a checksum.
  private func absentValues(_ a: Values, _ b: Values, _ place: String) throws(BlockError) -> [Difference] {
    if options.absentValues != .compareChecksums, a.areHere != b.areHere {
      let elements = "\(a.count) of \(a.type.rawValue)"
      var absence: String?
      if options.absentValues == .differWithChecksum {
        let agree = try a.checksum() == b.checksum() && a.type == b.type
        absence = "not in this file; its checksum \(agree ? "agrees" : "is that of other values")"
      }
      return [Difference(.values, place, a: a.areHere ? elements : absence, b: b.areHere ? elements : absence)]
    }
    let left = try a.checksum()
    let right = try b.checksum()
    guard left != right || a.type != b.type else { return [] }
    return [
      Difference(
        .values, place, a: "\(a.type.rawValue), SHA-256 \(left)", b: "\(b.type.rawValue), SHA-256 \(right)")
    ]
  }

  private func compare(_ left: TypedArray, _ right: TypedArray, into tally: inout ValueTally) {
    guard left.type.isNumeric else {
      for index in 0..<left.count {
        tally.count(left.strings[index] == right.strings[index], 0) { (left.strings[index], right.strings[index]) }
      }
      return
    }
    let a = left.realNumbers
    let b = right.realNumbers
    // 64-bit integers are more exact than the doubles they would be compared as.
    let comparesBytes = left.type == right.type && options.isExact && left.type.isInteger
    let width = left.type.byteWidth
    let parts = left.type.isComplex ? 2 : 1
    for index in 0..<left.count {
      var equal = true
      var distance = 0.0
      for part in index * parts..<(index + 1) * parts {
        equal = equal && areEqual(a[part], b[part])
        distance = Swift.max(distance, abs(a[part] - b[part]))
      }
      if comparesBytes {
        equal = left.bytes[index * width..<(index + 1) * width] == right.bytes[index * width..<(index + 1) * width]
      }
      tally.count(equal, distance) { (left.displayItem(at: index), right.displayItem(at: index)) }
    }
  }

  private func areEqual(_ a: Double, _ b: Double) -> Bool {
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    if options.isExact { return a.bitPattern == b.bitPattern }
    if a == b { return true }
    return abs(a - b) <= options.absoluteTolerance + options.relativeTolerance * Swift.max(abs(a), abs(b))
  }

  private func describe(_ dimensions: [Dimension]) -> String {
    "[" + dimensions.map(\.description).joined(separator: ", ") + "]"
  }

  private func describe(_ uncertainty: Uncertainty) -> String {
    switch uncertainty {
    case .none: "none"
    case .channel(let name): "channel \(name)"
    case .poisson: "poisson"
    }
  }
}

extension TypedArray {
  /// The numbers as doubles; of complex ones the real and imaginary parts in turn.
  fileprivate var realNumbers: [Double] {
    guard type.isComplex else { return doubles() }
    let part: ElementType = type == .complex64 ? .float32 : .float64
    return TypedArray(type: part, shape: [2 * count], bytes: bytes)?.doubles() ?? []
  }
}

private struct ValueTally {
  private(set) var first: (index: Int, a: String, b: String)?
  private(set) var differing = 0
  private(set) var largest = 0.0
  private var seen = 0

  mutating func skip(_ count: Int) { seen += count }

  mutating func count(_ equal: Bool, _ distance: Double, _ describe: () -> (String, String)) {
    if !equal {
      if first == nil {
        let (a, b) = describe()
        first = (seen, a, b)
      }
      differing += 1
      if distance > largest { largest = distance }
    }
    seen += 1
  }
}
