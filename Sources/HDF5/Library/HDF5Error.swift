/// Why an HDF5 file, object or value could not be had: what was tried, where, and what the library says.
public struct HDF5Error: Error, Sendable, Hashable, CustomStringConvertible {
  /// The cause, as far as a caller can act on it.
  public enum Kind: Sendable, Hashable {
    /// No such file, object, attribute or member.
    case notFound
    /// The bytes carry no HDF5 signature.
    case notHDF5
    /// The file ends before the end that it declares.
    case truncated
    /// A filter that the data went through is not installed here.
    case missingFilter(FilterID)
    /// The stored type is not the one asked for, or has no counterpart in memory.
    case typeMismatch
    /// A soft or external link that leads nowhere; `target` as stored in the link.
    case brokenLink(target: String)
    /// A link that was not followed since the caller does not want that.
    case notFollowed(ExternalLinks.Refusal)
    /// More bytes than the limit allows; `bytes` is nil when a machine word cannot count them.
    case tooLarge(bytes: Int?, limit: Int)
    /// The name is taken.
    case exists
    /// Stored bytes contradict their checksum or their encoding.
    case damaged
    case permissionDenied
    case noSpace
    /// The call makes no sense: a bad name, a slab outside the array, bytes that do not fit the shape.
    case invalidArgument
    case other
  }

  /// The cause.
  public let kind: Kind
  /// What was tried, as a noun phrase: "opening a dataset".
  public let operation: String
  /// The path of the object inside the file; "@name" is appended for an attribute. Empty for the file itself.
  public let path: String
  /// The file, as the caller named it.
  public let file: String
  /// What this wrapper found out, in words; empty when only the library speaks.
  public let detail: String
  /// The library's error stack, outermost call first, without times and addresses.
  public let frames: [String]

  init(_ kind: Kind, _ operation: String, at place: Place, detail: String = "", frames: [String] = []) {
    self.kind = kind
    self.operation = operation
    self.path = place.path
    self.file = place.file.path
    self.detail = detail
    self.frames = frames
  }

  /// One line: place, what was tried, cause, and the innermost words of the library.
  public var description: String {
    (path.isEmpty ? file : "\(file):\(path)") + ": " + message
  }

  /// What was tried and why it failed, without the place.
  public var message: String {
    var cause = [reason, detail].filter { !$0.isEmpty }.joined(separator: ": ")
    if cause.isEmpty, frames.isEmpty { cause = "libhdf5 does not say why" }
    let library = frames.last.map { cause.isEmpty ? $0 : " (\($0))" } ?? ""
    return "\(operation) failed: \(cause)\(library)"
  }

  private var reason: String {
    switch kind {
    case .notFound: "not found"
    case .notHDF5: "not an HDF5 file"
    case .truncated: "the file is truncated"
    case .missingFilter(let filter): "filter \(filter) is not installed; \(filter.remedy)"
    case .typeMismatch: "the stored type does not fit"
    case .brokenLink(let target): "the link to \(target) leads nowhere"
    case .notFollowed: "the link was not followed"
    case .tooLarge(let bytes?, let limit): "\(bytes) bytes are more than the limit of \(limit)"
    case .tooLarge(nil, let limit): "the declared size is more than the limit of \(limit) bytes"
    case .exists: "the name is taken"
    case .damaged: "the stored bytes are damaged"
    case .permissionDenied: "permission denied"
    case .noSpace: "no space left"
    case .invalidArgument: "invalid request"
    case .other: ""
    }
  }
}
