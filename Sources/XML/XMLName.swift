/// The name of an element or attribute: a local name in a namespace.
///
/// Two names are equal when local name and namespace are; the prefix is only how the document spelt it.
public struct XMLName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name without prefix.
  public var local: String
  /// The prefix as written, nil for none.
  public var prefix: String?
  /// The namespace URI, nil for none.
  public var namespace: String?

  /// A name; without a namespace it is in none.
  public init(_ local: String, prefix: String? = nil, namespace: String? = nil) {
    self.local = local
    self.prefix = prefix
    self.namespace = namespace
  }

  /// A name in no namespace.
  public init(stringLiteral local: String) {
    self.init(local)
  }

  /// The name as the document spells it: `prefix:local` or `local`.
  public var qualified: String {
    guard let prefix, !prefix.isEmpty else { return local }
    return "\(prefix):\(local)"
  }

  /// The qualified name.
  public var description: String { qualified }

  /// Compares local name and namespace.
  public static func == (left: Self, right: Self) -> Bool {
    left.local == right.local && left.namespace == right.namespace
  }

  /// Hashes local name and namespace.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(local)
    hasher.combine(namespace)
  }
}

/// An attribute of an element; namespace declarations are not attributes.
public struct XMLAttribute: Sendable, Hashable {
  /// The name of the attribute; without a prefix it is in no namespace.
  public var name: XMLName
  /// The value with all references resolved.
  public var value: String

  /// An attribute with its value.
  public init(_ name: XMLName, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A namespace declaration: `xmlns="uri"` or `xmlns:prefix="uri"`.
public struct XMLNamespace: Sendable, Hashable {
  /// The prefix it binds, nil for the default namespace.
  public var prefix: String?
  /// The namespace URI; empty takes the default namespace back.
  public var uri: String

  /// A declaration; without a prefix that of the default namespace.
  public init(prefix: String? = nil, uri: String) {
    self.prefix = prefix
    self.uri = uri
  }
}
