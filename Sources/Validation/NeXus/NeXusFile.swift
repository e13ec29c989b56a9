/// An HDF5 file with NeXus eyes: groups have classes, arrays have values.
import Bytes
import HDF5

/// A survey and what rules ask of it again and again.
final class NeXusFile {
  let survey: Survey
  /// The class of each object; nil for what is no group or has none that can be used.
  private(set) var classes: [String?]
  private var loaded: [Int: Survey.Value] = [:]
  private var storages: [Int: Storage?] = [:]
  private var hardLinksByObject: [Int: [Int]]?

  /// The most elements that are read to look at values; more are looked at in pieces by those rules that need all.
  static let valueLimit = 1 << 12

  init(_ survey: Survey, library: DefinitionLibrary) {
    self.survey = survey
    classes = []
    classes.reserveCapacity(survey.objects.count)
    var known: [String: String] = [:]
    for object in survey.objects {
      guard object.isGroup, let text = object.text(of: "NX_class") else {
        classes.append(nil)
        continue
      }
      let name = known[text] ?? Self.className(text, library)
      known[text] = name
      classes.append(name)
    }
    if classes[Survey.root] == nil { classes[Survey.root] = "NXroot" }
  }

  /// A class written in other case is taken for the class that is meant; rule N5 says so.
  private static func className(_ text: String, _ library: DefinitionLibrary) -> String {
    library.knows(text) ? text : library.canonicalName(of: text) ?? text
  }

  func object(_ number: Int) -> Survey.Object { survey.objects[number] }

  /// The members of a group: its links, resolved.
  func members(of group: Int) -> [Member] {
    survey.objects[group].links.map { Member($0, self) }
  }

  /// The member of this name; nil when there is none.
  func member(_ name: String, of group: Int) -> Member? {
    survey.link(named: name, in: group).map { Member($0, self) }
  }

  /// How the data of a dataset is kept; nil where it lies in the file as it is, and when it cannot be found out.
  func storage(of number: Int) -> Storage? {
    let object = survey.objects[number]
    if object.isContiguous || object.shape.isEmpty && object.storedByteCount >= object.type.width { return nil }
    if let known = storages[number] { return known }
    let storage = Result { () throws(HDF5Error) in try survey.dataset(number).storage() }
    let found: Storage? = if case .success(let storage) = storage { storage } else { nil }
    storages[number] = .some(found)
    return found
  }

  /// The hard links to an object, the one by which it was met first among them.
  func hardLinks(to object: Int) -> [Int] {
    if hardLinksByObject == nil {
      var links: [Int: [Int]] = [:]
      for (index, link) in survey.links.enumerated() where link.object >= 0 && link.kind == .hard {
        links[link.object, default: []].append(index)
      }
      hardLinksByObject = links
    }
    return hardLinksByObject?[object] ?? []
  }

  /// Whether a group holds another one, on the way by which that was met, or is it.
  func isAncestor(_ group: Int, of other: Int) -> Bool {
    guard survey.objects[group].isGroup, survey.objects[group].depth <= survey.objects[other].depth else {
      return false
    }
    var current = other
    while current != group {
      let home = survey.objects[current].home
      if home < 0 { return false }
      current = survey.links[home].parent
    }
    return true
  }

  /// A name below a path.
  static func join(_ path: String, _ name: String) -> String { path == "/" ? "/" + name : "\(path)/\(name)" }

  /// The values of a small dataset; `.none` where there is no short form or it cannot be read.
  func value(of number: Int) -> Survey.Value {
    let object = survey.objects[number]
    if let text = object.text { return text }
    if let known = loaded[number] { return known }
    let value = load(number)
    loaded[number] = value
    return value
  }

  private func load(_ number: Int) -> Survey.Value {
    let object = survey.objects[number]
    guard object.isDataset, !object.isNull, let count = object.count, count > 0, count <= Self.valueLimit,
      object.problem < 0
    else { return .none }
    let array = Result { () throws(HDF5Error) in try survey.dataset(number).read(byteLimit: 1 << 20) }
    guard case .success(let array) = array else { return .none }
    return Survey.Value(array, isScalar: object.shape.isEmpty)
  }

  /// A link of a group with what it leads to.
  struct Member {
    let link: Int
    let name: String
    /// -1 when the link leads nowhere.
    let object: Int
    let isGroup: Bool
    let isField: Bool
    let className: String?
    /// True when the object was first met by another link.
    let isSecondary: Bool

    init(_ link: Int, _ file: NeXusFile) {
      let entry = file.survey.links[link]
      self.link = link
      name = entry.name
      object = entry.object
      let kind = object < 0 ? Survey.Kind.other : file.survey.objects[object].kind
      isGroup = kind == .group
      isField = kind == .dataset
      className = isGroup ? file.classes[object] : nil
      isSecondary = object >= 0 && file.survey.objects[object].home != link
    }
  }
}

extension Survey.Value {
  /// The short form of an array that has been read. Integers beyond 2^53 have none.
  init(_ array: TypedArray, isScalar: Bool) {
    guard array.type != .text else {
      let isOne = isScalar && array.strings.count == 1
      self = isOne ? .text(array.strings[0], .utf8) : .texts(array.strings, .utf8)
      return
    }
    let numbers = array.doubles()
    let integers = array.type.isInteger ? numbers.compactMap { Int64(exactly: $0) } : []
    if integers.count == numbers.count, !integers.isEmpty {
      self = isScalar ? .integer(integers[0]) : .integers(integers)
    } else {
      self = isScalar && numbers.count == 1 ? .real(numbers[0]) : .reals(numbers)
    }
  }
}
