/// The XDI metadata of a record: the blessed hash `$xdi`, or what older programs kept among the parameters.
import Bytes
import DataModel

struct AthenaXDI: Hashable {
  /// Families with their keys, as a reader of XDI makes them.
  var families: [MetadataNode] = []
  /// Free comments, lines separated by line feeds.
  var comments: String?
  /// Whatever else the hash holds.
  var others: [ProjectLiteral.Member] = []
  var className = standardClass

  static let standardClass = "Xray::XDI"
  private static let metadata = "metadata"
  private static let commentsKey = "comments"
  /// Demeter writes a line feed as these two characters, so that the hash stays on one line.
  private static let lineFeed = "\\n"

  /// Whether there is nothing in it.
  var isEmpty: Bool { families.isEmpty && comments == nil && others.isEmpty }

  init() {}

  /// Takes the hash apart.
  init(_ members: [ProjectLiteral.Member], className: String?) {
    self.className = className ?? Self.standardClass
    var rest: [ProjectLiteral.Member] = []
    for member in members {
      if member.key == Self.metadata, case .hash(let families, nil) = member.value {
        rest += take(families)
      } else if member.key == Self.commentsKey, let text = member.value.scalar {
        if !text.isEmpty { comments = Self.replaced(text, Self.lineFeed, by: "\n") }
      } else {
        others.append(member)
      }
    }
    if !rest.isEmpty { others.append(.init(Self.metadata, .hash(rest, name: nil))) }
  }

  /// Takes the families; gives what is none.
  private mutating func take(_ families: [ProjectLiteral.Member]) -> [ProjectLiteral.Member] {
    var rest: [ProjectLiteral.Member] = []
    for family in families {
      if let node = Self.family(family.key, family.value) { self.families.append(node) } else { rest.append(family) }
    }
    return rest
  }

  /// A family whose keys all have scalar values; nil for anything else.
  private static func family(_ name: String, _ value: ProjectLiteral) -> MetadataNode? {
    guard case .hash(let keys, nil) = value, !keys.isEmpty else { return nil }
    var node = MetadataNode(name)
    for key in keys {
      switch key.value {
      case .undefined: node.children.append(MetadataNode(key.key, .missing))
      default:
        guard let text = key.value.scalar else { return nil }
        node.children.append(MetadataNode(key.key, .text(text)))
      }
    }
    return node
  }

  /// The hash, ready for writing.
  var literal: ProjectLiteral {
    var members = others.filter { $0.key != Self.metadata || $0.value.members == nil }
    if let comments {
      members.append(.init(Self.commentsKey, .text(Self.replaced(comments, "\n", by: Self.lineFeed))))
    }
    var metadata = families.map { family in
      ProjectLiteral.Member(
        family.name, .hash(family.children.map { .init($0.name, ProjectLiteral($0)) }, name: nil))
    }
    for other in others where other.key == Self.metadata { metadata += other.value.members ?? [] }
    if !metadata.isEmpty { members.append(.init(Self.metadata, .hash(metadata, name: nil))) }
    return .hash(members, name: className)
  }

  /// The value of `Family.key`, without regard to case; the last one counts.
  func text(_ family: String, _ key: String) -> String? {
    for node in families.reversed() where node.name.lowercased() == family {
      if let text = node.children.last(where: { $0.name.lowercased() == key })?.value?.text, !text.isEmpty {
        return text
      }
    }
    return nil
  }

  static func replaced(_ text: String, _ old: String, by new: String) -> String {
    let source = Array(text.utf8)
    let pattern = Array(old.utf8)
    guard let first = pattern.first, source.contains(first) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      if source[index] == first, source[index...].starts(with: pattern) {
        result.append(contentsOf: new.utf8)
        index += pattern.count
      } else {
        result.append(source[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

// MARK: - Before there was $xdi

extension AthenaXDI {
  /// The families that Demeter 0.9.14 to 0.9.19 kept as hashes among the parameters.
  private static let oldFamilies = [
    "xdi_beamline": "Beamline", "xdi_column": "Column", "xdi_detector": "Detector", "xdi_element": "Element",
    "xdi_facility": "Facility", "xdi_mono": "Mono", "xdi_sample": "Sample", "xdi_scan": "Scan",
  ]
  private static let oldComments = "xdi_comments"
  private static let oldTexts = ["xdi_version": "version", "xdi_applications": "applications"]

  /// What the parameters of an old record say of XDI; nil when that is nothing. They stay what they are.
  init?(salvaging arguments: AthenaArguments) {
    var file = MetadataNode("XDI")
    for member in arguments.members {
      if let name = Self.oldFamilies[member.key], let node = Self.family(name, member.value) {
        families.append(node)
      } else if member.key == Self.oldComments, let lines = member.value.elements, !lines.isEmpty {
        comments = lines.compactMap(\.scalar).joined(separator: "\n")
      } else if let key = Self.oldTexts[member.key], let text = member.value.scalar, !text.isEmpty {
        file.children.append(MetadataNode(key, .text(text)))
      }
    }
    if !file.children.isEmpty { families.insert(file, at: 0) }
    if comments?.isEmpty ?? false { comments = nil }
    if isEmpty { return nil }
  }
}
