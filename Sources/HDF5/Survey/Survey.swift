/// A whole file at a glance: every object with its attributes, every link, but no arrays.

/// What a walk over a file has met. Objects and links are numbered in the order of meeting; object 0 is the root.
///
/// An object that several links lead to is one object, so a cycle of links ends where it began.
public struct Survey: Sendable {
  /// Every object once.
  public internal(set) var objects: [Object] = []
  /// Every link of every group; those of one group lie together, sorted by name (byte order).
  public internal(set) var links: [Link] = []
  /// Why links lead nowhere and attributes cannot be read.
  public internal(set) var problems: [HDF5Error] = []
  /// The limit that ended the walk early; nil when everything was seen.
  public internal(set) var reachedLimit: Int?

  let file: File

  init(file: File) { self.file = file }

  /// A group, dataset or other thing in the file.
  public struct Object: Sendable {
    /// What the object is, whatever path led to it.
    public let identity: ObjectIdentity
    public let kind: Kind
    /// The link by which the object was first met; -1 for the root.
    public let home: Int
    /// The number of links from the root.
    public let depth: Int
    /// The attributes in byte order of their names.
    public internal(set) var attributes: [Attribute] = []
    /// Where the links of a group lie in `Survey.links`.
    public internal(set) var links = 0..<0
    /// The type of a dataset's elements.
    public internal(set) var type = ElementSummary.none
    /// The length of each dimension of a dataset; empty for a scalar and for a null dataspace.
    public internal(set) var shape: [Int] = []
    /// True for a dataset without elements by nature.
    public internal(set) var isNull = false
    /// Text of a dataset with few elements, which is read on the way; else nil.
    public internal(set) var text: Value?
    /// The bytes that the data takes in the file.
    public internal(set) var storedByteCount = 0
    /// True when the data lies in the file in one piece, as it is: no filter and no other file is needed to read it.
    public internal(set) var isContiguous = false
    /// Why the object or its content cannot be read, as an index into `Survey.problems`; -1 for none.
    public internal(set) var problem = -1

    public var isGroup: Bool { kind == .group }
    public var isDataset: Bool { kind == .dataset }
    /// The number of elements; nil when no machine word holds it.
    public var count: Int? { isNull ? 0 : elementCount(shape) }
  }

  /// The kinds of objects.
  public enum Kind: Sendable { case group, dataset, other }

  /// A name in a group.
  public struct Link: Sendable {
    /// The name; where its bytes are no UTF-8, they are read as Latin-1.
    public let name: String
    /// True when the bytes of the name are no UTF-8.
    public let isNameRepaired: Bool
    /// What the link holds; targets as stored.
    public let kind: HDF5.Link.Kind
    /// The group that holds the link.
    public let parent: Int
    /// The object that the link leads to; -1 when it leads nowhere or was not followed.
    public internal(set) var object = -1
    /// Why the link leads nowhere, as an index into `Survey.problems`; -1 for none.
    public internal(set) var problem = -1
  }

  /// An attribute with its value.
  public struct Attribute: Sendable {
    public let name: String
    public let type: ElementSummary
    /// The length of each dimension; empty for a scalar.
    public let shape: [Int]
    public let isNull: Bool
    public let value: Value
  }

  /// A few values in memory.
  public enum Value: Sendable, Hashable {
    case text(String, TextEncoding)
    case texts([String], TextEncoding)
    case integer(Int64)
    case integers([Int64])
    case real(Double)
    case reals([Double])
    /// Null, too large to be kept, unreadable, or of a type without a counterpart.
    case none
  }
}

extension Survey {
  /// The object at the top.
  public static let root = 0

  /// The link of this name in a group; nil when there is none. Takes time that grows with the logarithm of the size.
  public func link(named name: String, in group: Int) -> Int? {
    var low = objects[group].links.lowerBound
    var high = objects[group].links.upperBound
    while low < high {
      let middle = (low + high) / 2
      if links[middle].name == name { return middle }
      if links[middle].name.utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The object that a path leads to from a group, or from the root when it begins with `/`; nil when a step is
  /// missing or leads nowhere.
  public func object(at path: String, from group: Int = root) -> Int? {
    var current = path.hasPrefix("/") ? Self.root : group
    for step in path.split(separator: "/") where step != "." {
      guard objects[current].isGroup, let link = link(named: String(step), in: current) else { return nil }
      current = links[link].object
      if current < 0 { return nil }
    }
    return current
  }

  /// The path by which an object was first met.
  public func path(of object: Int) -> String {
    let home = objects[object].home
    return home < 0 ? "/" : path(ofLink: home)
  }

  /// The path of a link: that of its group, and its name.
  public func path(ofLink link: Int) -> String {
    var names: [String] = []
    var link = link
    while link >= 0 {
      names.append(links[link].name)
      link = objects[links[link].parent].home
    }
    return "/" + names.reversed().joined(separator: "/")
  }

  /// The name of the file as it was opened.
  public var filePath: String { file.path }
  /// True when the writer did not close the file, or still writes.
  public var wasLeftOpenForWriting: Bool { file.wasLeftOpenForWriting }

  /// Opens a dataset of the survey. Throws what opening reports.
  public func dataset(_ object: Int) throws(HDF5Error) -> Dataset {
    try file.root.dataset(path(of: object))
  }
}

extension Survey.Object {
  /// The attribute of this name; nil when there is none.
  public func attribute(_ name: String) -> Survey.Attribute? {
    for attribute in attributes where attribute.name == name { return attribute }
    return nil
  }

  /// The text of an attribute that is one text, as a scalar or as an array of one.
  public func text(of name: String) -> String? { attribute(name)?.value.oneText }
}

extension Survey.Value {
  /// One text, as a scalar or as an array of one.
  public var oneText: String? {
    switch self {
    case .text(let text, _): text
    case .texts(let texts, _): texts.count == 1 ? texts[0] : nil
    default: nil
    }
  }

  /// All texts; nil for other values.
  public var allTexts: [String]? {
    switch self {
    case .text(let text, _): [text]
    case .texts(let texts, _): texts
    default: nil
    }
  }

  /// All integers; nil for other values.
  public var allIntegers: [Int64]? {
    switch self {
    case .integer(let value): [value]
    case .integers(let values): values
    default: nil
    }
  }

  /// All numbers, integers as the nearest real number; nil for other values.
  public var allNumbers: [Double]? {
    switch self {
    case .integer, .integers: allIntegers.map { $0.map(Double.init) }
    case .real(let value): [value]
    case .reals(let values): values
    default: nil
    }
  }

  /// How texts turned out to be encoded; nil for other values.
  public var encoding: TextEncoding? {
    switch self {
    case .text(_, let encoding), .texts(_, let encoding): encoding
    default: nil
    }
  }
}
