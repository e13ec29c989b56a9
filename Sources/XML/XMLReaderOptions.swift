extension XMLReader {
  /// What a document may be: the limits that keep hostile input from costing much.
  public struct Options: Sendable, Hashable {
    /// Whether a DOCTYPE that only names a document type is passed over instead of refused.
    ///
    /// Even then nothing is loaded, a reference to an entity is an error, and declarations between `[` and `]` are
    /// refused.
    public var allowsDoctype = false
    /// The number of elements that may be open at once.
    public var maximumDepth = 256
    /// The size of the whole document in bytes.
    public var maximumBytes = Int.max
    /// The size of one text or CDATA section in UTF-8 bytes. Comments and processing instructions end at 10 MB.
    public var maximumTextBytes = 64 << 20
    /// The size of one start tag in UTF-8 bytes, to within a block of 32 KiB. The check for repeated attributes
    /// takes time that grows with its square.
    public var maximumStartTagBytes = 256 << 10
    /// The number of different names of elements, attributes, prefixes and namespaces, to within a block of 32 KiB.
    public var maximumNames = 100_000
    /// The number of namespace declarations in scope.
    public var maximumNamespaces = 1000

    /// The default limits, with every DOCTYPE refused.
    public init() {}
  }
}
