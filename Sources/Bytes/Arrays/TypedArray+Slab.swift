/// Cutting a box out of an array.
extension TypedArray {
  /// The part of the array that the slab covers, with the slab's counts as shape; nil when it reaches outside.
  public func slab(_ slab: Slab) -> TypedArray? {
    guard slab.start.count == shape.count, slab.count.count == shape.count else { return nil }
    for index in shape.indices {
      guard slab.start[index] >= 0, slab.count[index] >= 0, slab.count[index] <= shape[index] - slab.start[index]
      else { return nil }
    }
    if slab.count == shape { return self }
    let runs = contiguousRuns(of: slab)
    if type == .text {
      return TypedArray(runs.flatMap { strings[$0] }, shape: slab.count)
    }
    let width = type.byteWidth
    var part: [UInt8] = []
    part.reserveCapacity(slab.elementCount * width)
    for run in runs { part.append(contentsOf: bytes[run.lowerBound * width..<run.upperBound * width]) }
    return TypedArray(type: type, shape: slab.count, bytes: part)
  }

  /// The element ranges that the slab's rows occupy in storage order.
  private func contiguousRuns(of slab: Slab) -> [Range<Int>] {
    guard let rowLength = slab.count.last else { return [0..<1] }
    guard slab.elementCount > 0 else { return [] }
    var runs: [Range<Int>] = []
    var position = slab.start
    while true {
      var offset = 0
      for index in shape.indices { offset = offset * shape[index] + position[index] }
      runs.append(offset..<offset + rowLength)
      var dimension = shape.count - 2
      while dimension >= 0 {
        position[dimension] += 1
        if position[dimension] < slab.start[dimension] + slab.count[dimension] { break }
        position[dimension] = slab.start[dimension]
        dimension -= 1
      }
      if dimension < 0 { return runs }
    }
  }
}
