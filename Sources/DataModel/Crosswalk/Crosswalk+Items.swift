extension Crosswalk {
  /// One term that a measurement's metadata say something about.
  public struct Item: Sendable {
    public enum Value: Sendable, Hashable {
      case text(String)
      /// A number in the unit of the row.
      case number(Double, unit: String)
    }

    public let row: CrosswalkRow
    public let value: Value
    /// The metadata key that it comes from.
    public let key: String
  }

  /// Every term that the metadata of `measurement` fill, in the order of the table.
  public static func items(in measurement: Measurement) -> [Item] {
    let lookup = CrosswalkLookup(measurement.metadata)
    return rows.compactMap { row in
      switch row.kind {
      case .text: return lookup.text(row.term).map { Item(row: row, value: .text($0.value), key: $0.key) }
      case .number(let unit):
        return lookup.number(row.term).map { Item(row: row, value: .number($0.value, unit: unit), key: $0.key) }
      }
    }
  }
}
