/// What rules look at: a group, a field or an attribute of a file, with what definitions say about it.
import Bytes
import DataModel
import HDF5

/// A group in the place where it stands.
struct GroupInstance {
  let file: NeXusFile
  let entry: EntryState
  let object: Int
  let path: String
  let className: String?
  let scope: GroupScope
  let members: [NeXusFile.Member]
  /// The members against the application definitions that the group was assigned to.
  let matches: [GroupMatch]

  var survey: Survey.Object { file.object(object) }

  /// The member of this name; nil when there is none.
  func member(_ name: String) -> NeXusFile.Member? { file.member(name, of: object) }

  func path(of name: String) -> String { NeXusFile.join(path, name) }

  /// The definition of a class, from the set that counts here.
  func classDefinition(_ name: String) -> ClassDefinition? {
    entry.scopes.definition(name, preferring: scope.set)?.definition
  }
}

/// A field or attribute with what definitions say about it.
struct ItemInstance {
  let file: NeXusFile
  let entry: EntryState
  let scope: GroupScope
  /// The dataset, or the object that has the attribute.
  let object: Int
  let path: String
  let name: String
  /// Nil for a field.
  let attribute: Survey.Attribute?
  let spec: ItemSpec

  var isField: Bool { attribute == nil }
  var type: ElementSummary { attribute?.type ?? file.object(object).type }
  var shape: [Int] { attribute?.shape ?? file.object(object).shape }
  var isNull: Bool { attribute?.isNull ?? file.object(object).isNull }
  var count: Int? { attribute == nil ? file.object(object).count : TypedArray.byteCount(ofShape: shape, type: .uint8) }
  /// The values where they are few; `.none` otherwise.
  var value: Survey.Value { attribute?.value ?? file.value(of: object) }
  /// A field's units as stored; nil when there are none.
  var unitsAttribute: Survey.Attribute? { isField ? file.object(object).attribute("units") : nil }

  /// An error where an application definition says so, a warning where only a base class does.
  func severity(_ concept: Concept) -> Finding.Severity { concept.isApplication ? .error : .warning }
}

/// What is gathered while an entry is walked through.
final class EntryState {
  let path: String
  /// The application definitions that the entry is held against.
  let definitions: [ClassDefinition]
  let object: Int
  let scopes: ScopeStore
  private(set) var symbols: [String: [Binding]] = [:]
  private(set) var order: [String] = []

  /// A length that an array gives to a symbol.
  struct Binding {
    let length: Int
    let path: String
    let source: String
  }

  init(path: String, object: Int, definitions: [ClassDefinition], scopes: ScopeStore) {
    self.path = path
    self.object = object
    self.definitions = definitions
    self.scopes = scopes
  }

  /// The known class whose name is nearest to this one.
  func suggestClass(_ name: String) -> String? { scopes.suggestClass(name) }

  /// Notes a length; the same array is counted once.
  func bind(_ symbol: String, _ length: Int, at path: String, source: String) {
    if symbols[symbol] == nil { order.append(symbol) }
    guard !(symbols[symbol] ?? []).contains(where: { $0.path == path }) else { return }
    symbols[symbol, default: []].append(Binding(length: length, path: path, source: source))
  }
}
