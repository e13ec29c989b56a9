/// Literals as nodes of a metadata tree, and back: what is not a plain string says so in the attribute `literal`.
import Bytes
import DataModel

extension ProjectLiteral {
  /// The attributes that tell literals apart.
  enum Mark {
    static let literal = "literal"
    static let className = "class"
    static let bare = "bare"
    static let boolean = "boolean"
    static let list = "list"
    static let hash = "hash"
    static let absent = "absent"
    static let code = "code"
  }

  /// The literal under a name. Elements of lists are called by their numbers from 1.
  func node(_ name: String, attributes: [MetadataAttribute] = [], line: Int? = nil) -> MetadataNode {
    var node = MetadataNode(name, attributes: attributes, line: line)
    func mark(_ kind: String) { node.attributes.append(MetadataAttribute(Mark.literal, .text(kind))) }
    switch self {
    case .undefined: node.value = .missing
    case .text(let text): node.value = .text(text)
    case .number(let text):
      node.value = .text(text)
      mark(Mark.bare)
    case .boolean(let flag):
      node.value = .text(flag ? "true" : "false")
      mark(Mark.boolean)
    case .list(let elements):
      mark(Mark.list)
      node.children = elements.enumerated().map { $0.element.node("\($0.offset + 1)") }
    case .hash(let members, let className):
      mark(Mark.hash)
      if let className { node.attributes.append(MetadataAttribute(Mark.className, .text(className))) }
      node.children = members.map { $0.value.node($0.key) }
    case .absent:
      node.value = .missing
      mark(Mark.absent)
    case .code(let text):
      node.value = .text(text)
      mark(Mark.code)
    }
    return node
  }

  /// The literal of a node, wherever the node came from. What no literal can hold is left out.
  init(_ node: MetadataNode) { self.init(node, depth: 0) }

  /// `depth` counts the containers around the literal, so that none is deeper than what is read.
  init(_ node: MetadataNode, depth: Int) {
    let mark = node.text(ofAttribute: Mark.literal)
    let className = node.text(ofAttribute: Mark.className)
    let inner = depth + (className == nil ? 1 : 2)
    switch node.value {
    case .missing?: self = mark == Mark.absent ? .absent : .undefined
    case .text(let text)?: self = Self.scalar(text, mark: mark)
    case .array(let array)?: self = Self.array(array)
    case nil:
      if inner > Self.depthLimit {
        self = .text("")
      } else if mark == Mark.list {
        self = .list(node.children.map { ProjectLiteral($0, depth: inner) })
      } else {
        self = .hash(node.children.map { Member($0.name, ProjectLiteral($0, depth: inner)) }, name: className)
      }
    }
  }

  private static func scalar(_ text: String, mark: String?) -> ProjectLiteral {
    switch mark {
    case Mark.bare? where PerlText.isNumber(text): .number(text)
    case Mark.boolean? where text == "true" || text == "false": .boolean(text == "true")
    case Mark.code?: .code(text)
    default: .text(text)
    }
  }

  private static func array(_ array: TypedArray) -> ProjectLiteral {
    let items = array.displayItems(limit: array.count).map { item -> ProjectLiteral in
      array.type.isNumeric && PerlText.isNumber(item) ? .number(item) : .text(item)
    }
    return array.isScalar ? items.first ?? .undefined : .list(items)
  }
}

extension MetadataNode {
  /// The text of an attribute; nil without it.
  func text(ofAttribute name: String) -> String? {
    attributes.first { $0.name == name }?.value.text
  }
}
