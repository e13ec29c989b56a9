/// Rules T: which HDF5 types hold which NeXus types.
import DataModel
import HDF5

enum TypeRules {
  static let all: [Rule<ItemInstance>] = [
    Rule(type) { item, report in
      guard !item.isNull, let complaint = complaint(about: item) else { return }
      report.add(
        type, complaint,
        "\(item.name) is stored as \(item.type.name), but the definition says \(item.spec.dataType.rawValue)",
        at: item.path, expected: item.spec.dataType.accepted, found: item.type.name, rule: item.typeSource)
    },
    Rule(range) { item, report in
      guard let (check, severity) = rangeChecks[item.spec.dataType], let numbers = item.value.allNumbers,
        let bad = numbers.first(where: { !check.isFine($0) })
      else { return }
      report.add(
        range, severity, "\(item.name) holds a value that \(item.spec.dataType.rawValue) does not have", at: item.path,
        expected: check.text, found: number(bad), rule: item.typeSource)
    },
    Rule(scalar) { item, report in
      guard item.type.kind == .text, item.spec.dataType == .char || item.spec.dataType == .dateTime,
        item.spec.dimensions == nil, !item.shape.isEmpty, !listNames.contains(item.name), let count = item.count
      else { return }
      report.add(
        scalar, count == 1 ? .note : .warning,
        count == 1
          ? "\(item.name) is an array of one text instead of a text"
          : "\(item.name) holds \(count) texts instead of one",
        at: item.path, expected: "one text", found: "shape \(item.shape)", rule: item.typeSource)
    },
    Rule(empty) { item, report in
      guard item.isField, item.type.kind == .text, case .text(let text, _) = item.value,
        text.allSatisfy(\.isWhitespace),
        item.spec.enumeration == nil, item.spec.dataType == .char, item.spec.concept.isApplication
      else { return }
      report.add(empty, nil, "\(item.name) is empty", at: item.path, expected: "a text", rule: item.spec.concept.source)
    },
  ]

  static let type = FindingCode(
    "NX-T1", .error, "A field or attribute is stored in a type that does not fit its NeXus type.",
    example: "energy, which is NX_FLOAT, stored as int32", cure: "Store it in one of the types that are expected.")
  static let range = FindingCode(
    "NX-T2", .error, "A value lies outside the range of its NeXus type.", example: "NX_POSINT with the value 0",
    cure: "Correct the value.")
  static let scalar = FindingCode(
    "NX-T3", .warning, "Several texts, or an array of one, stand where one text is asked for.",
    example: "title stored as an array of two strings",
    cure: "Store one string as a scalar. An array of one, as the old NeXus library writes it, is a note.")
  static let empty = FindingCode(
    "NX-T4", .warning, "A text that the definition asks for is empty.", example: "title = \"\"",
    cure: "Store the text, or leave the field out where the definition allows it.")

  /// What may hold a list although some definitions do not say so: an entry may obey several definitions.
  private static let listNames: Set<String> = ["axes", "auxiliary_signals", "default_slice", "definition"]

  /// The severity when the type does not fit; nil when it does.
  private static func complaint(about item: ItemInstance) -> Finding.Severity? {
    let kind = item.type.kind
    let wanted = item.spec.dataType
    if wanted == .uint, kind == .integer, item.type.isSigned, item.isField, item.typeConcept.isApplication {
      return .warning
    }
    if wanted.kinds.contains(kind) || wanted == .boolean && kind == .integer && item.type.width == 1 { return nil }
    // A field with dimensions whose type is left out is text by the letter, and numbers are meant.
    // What a base class says about names of any kind is about the fields that the class is for.
    if !item.typeConcept.isApplication, item.typeConcept.nameType == .any { return nil }
    if item.spec.type == nil, item.spec.dimensions != nil || !item.spec.concept.isApplication { return nil }
    if let milder = tolerated[wanted]?[kind] { return milder }
    return item.spec.type == nil || item.isField || item.typeConcept.isApplication
      ? item.severity(item.typeConcept) : .warning
  }

  private static let tolerated: [NeXusType: [ElementSummary.Kind: Finding.Severity]] = [
    .boolean: [.integer: .warning], .binary: [.opaque: .warning, .text: .note],
  ]

  private struct Range {
    let text: String
    let isFine: @Sendable (Double) -> Bool
  }

  private static let rangeChecks: [NeXusType: (Range, Finding.Severity)] = [
    .posint: (Range(text: "a whole number above 0") { $0 > 0 }, .error),
    .uint: (Range(text: "a whole number from 0") { $0 >= 0 }, .error),
    .boolean: (Range(text: "0 or 1") { $0 == 0 || $0 == 1 }, .error),
  ]

  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension ItemInstance {
  var typeConcept: Concept { spec.type?.concept ?? spec.concept }
  var typeSource: String { typeConcept.source }
}

extension NeXusType {
  /// The classes of HDF5 types that hold it.
  var kinds: Set<ElementSummary.Kind> { Self.table[self]?.kinds ?? [] }
  /// These classes in words.
  var accepted: String { Self.table[self]?.text ?? rawValue }

  private static let table: [NeXusType: (kinds: Set<ElementSummary.Kind>, text: String)] = [
    .char: ([.text], "text"),
    .dateTime: ([.text], "text with an ISO 8601 time"),
    .iso8601: ([.text], "text with an ISO 8601 time"),
    .float: ([.float], "floating-point numbers"),
    .int: ([.integer], "integers"),
    .uint: ([.integer], "unsigned integers"),
    .posint: ([.integer], "integers above 0"),
    .number: ([.integer, .float], "integers or floating-point numbers"),
    .boolean: ([.boolean], "booleans (0 or 1 in a byte, or an enumeration of FALSE and TRUE)"),
    .binary: ([.integer, .bitfield], "bytes (uint8)"),
    .complex: ([.complex], "records of two floats (real, imaginary)"),
    .pComplex: ([.complex], "records of two floats (amplitude, phase)"),
    .cComplex: ([.complex], "records of two floats (real, imaginary)"),
    .quaternion: ([.quaternion], "records of four floats"),
    .charOrNumber: ([.text, .integer, .float], "text or numbers"),
    .any: (Set(ElementSummary.Kind.allCases), "anything"),
  ]
}
