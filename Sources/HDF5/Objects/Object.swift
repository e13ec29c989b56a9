import CHDF5

/// What a link can lead to.
public enum Object: Sendable {
  case group(Group)
  case dataset(Dataset)
  case namedDatatype(NamedDatatype)

  /// The path inside the file, as it was walked.
  public var path: String {
    switch self {
    case .group(let group): group.path
    case .dataset(let dataset): dataset.path
    case .namedDatatype(let type): type.path
    }
  }

  /// The attributes of the object.
  public var attributes: Attributes {
    switch self {
    case .group(let group): group.attributes
    case .dataset(let dataset): dataset.attributes
    case .namedDatatype(let type): type.attributes
    }
  }

  /// What the object is, whatever path led to it.
  public func identity() throws(HDF5Error) -> ObjectIdentity {
    switch self {
    case .group(let group): try group.identity()
    case .dataset(let dataset): try dataset.identity()
    case .namedDatatype(let type): try HDF5.identity(of: type.handle, at: type.place)
    }
  }
}

/// A datatype that is stored as an object of its own.
public struct NamedDatatype: Sendable {
  let handle: Handle
  let place: Place
  /// The type that is stored.
  public let datatype: Datatype

  /// The path inside the file, as it was walked.
  public var path: String { place.path }
  /// The attributes of the object.
  public var attributes: Attributes { Attributes(handle: handle, place: place) }
}
