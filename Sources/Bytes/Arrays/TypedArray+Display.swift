/// Elements as a person reads them.
extension TypedArray {
  /// The first elements as text, each in the shortest form that reads back exactly.
  public func displayItems(limit: Int) -> [String] {
    (0..<Swift.min(limit, count)).map { displayItem(at: $0) }
  }

  /// One element, by its position in storage order, as text.
  public func displayItem(at index: Int) -> String {
    func item<N: ArrayElement & CustomStringConvertible>(_: N.Type, _ index: Int) -> String {
      bytes.withUnsafeBytes { $0.bindMemory(to: N.self)[index].description }
    }
    switch type {
    case .int8: return item(Int8.self, index)
    case .uint8: return item(UInt8.self, index)
    case .int16: return item(Int16.self, index)
    case .uint16: return item(UInt16.self, index)
    case .int32: return item(Int32.self, index)
    case .uint32: return item(UInt32.self, index)
    case .int64: return item(Int64.self, index)
    case .uint64: return item(UInt64.self, index)
    case .float32: return item(Float.self, index)
    case .float64: return item(Double.self, index)
    case .complex64: return "(\(item(Float.self, 2 * index)), \(item(Float.self, 2 * index + 1)))"
    case .complex128: return "(\(item(Double.self, 2 * index)), \(item(Double.self, 2 * index + 1)))"
    case .text: return strings[index]
    }
  }
}
