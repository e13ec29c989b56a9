import CHDF5

/// How many elements there are: none by nature, one, or a box of them.
public enum Dataspace: Sendable, Hashable {
  /// No elements at all (h5py: `Empty`).
  case null
  /// A box; an empty shape is a scalar. `maxShape` has nil where a dimension may grow without limit.
  case simple(shape: [Int], maxShape: [Int?])

  /// The length of each dimension, slowest first; empty for a scalar and for a null dataspace.
  public var shape: [Int] {
    guard case .simple(let shape, _) = self else { return [] }
    return shape
  }

  init(_ space: hid_t, _ operation: StaticString, _ place: @autoclosure () -> Place) throws(HDF5Error) {
    switch H5Sget_simple_extent_type(space) {
    case H5S_NULL: self = .null
    case H5S_SCALAR: self = .simple(shape: [], maxShape: [])
    default:
      let rank = Int(try checked(operation, place()) { H5Sget_simple_extent_ndims(space) })
      var lengths = [hsize_t](repeating: 0, count: rank)
      var limits = lengths
      try checked(operation, place()) { H5Sget_simple_extent_dims(space, &lengths, &limits) }
      // A length that no machine word holds is clamped: every reader then finds it too large.
      self = .simple(
        shape: lengths.map { Int(clamping: $0) },
        maxShape: limits.map { $0 == .max ? nil : Int(clamping: $0) })
    }
  }
}

/// The product of lengths; nil when it does not fit a machine word.
func elementCount(_ shape: [Int]) -> Int? {
  var count = 1
  for length in shape {
    guard length >= 0 else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: length)
    guard !overflow else { return nil }
    count = product
  }
  return count
}

/// A new dataspace; the shared one for scalars has no owner.
func makeSpace(
  _ shape: [Int], maxShape: [Int?]? = nil, _ operation: StaticString, _ place: @autoclosure () -> Place
) throws(HDF5Error) -> (id: hid_t, owner: Handle?) {
  if shape.isEmpty { return (SharedIDs.scalarSpace, nil) }
  guard shape.allSatisfy({ $0 >= 0 }), maxShape == nil || maxShape?.count == shape.count else {
    throw HDF5Error(.invalidArgument, operation.description, at: place(), detail: "bad shape \(shape)")
  }
  let lengths = shape.map { hsize_t($0) }
  let limits = maxShape.map { $0.map { $0.map { hsize_t(clamping: $0) } ?? .max } }
  let handle = try owned(operation, place()) { H5Screate_simple(Int32(shape.count), lengths, limits) }
  return (handle.id, handle)
}
