/// The parts of an MDA file: its header and the process variables at its end.
import Bytes
import DataModel

struct MDAFile {
  /// EPICS allows four; a file that claims more is none.
  static let rankLimit = 16

  var version: Float = 0
  var scanNumber = 0
  /// The points of each dimension, the outermost first.
  var dimensions: [Int] = []
  var isRegular = false
  /// Where the process variables begin; 0 for none.
  var extraOffset = 0
  /// Where the outermost scan begins.
  var scanOffset = 0

  /// Reads the header. Throws when it is not that of an MDA file.
  init(_ bytes: Span<UInt8>) throws(XDRCursor.Failure) {
    var cursor = XDRCursor(at: 0)
    version = try cursor.float(bytes, "the version")
    guard version >= 1, version < 2 else { throw cursor.failure("\(version) is no version of the format") }
    scanNumber = try cursor.integer(bytes, "the number of the scan")
    let rank = try cursor.integer(bytes, "the rank")
    guard (1...Self.rankLimit).contains(rank) else { throw cursor.failure("\(rank) is no possible rank") }
    dimensions = try cursor.integers(bytes, rank, "the dimensions").map { Int($0) }
    isRegular = try cursor.integer(bytes, "the mark for regular scans") != 0
    extraOffset = try cursor.integer(bytes, "the offset of the process variables")
    scanOffset = cursor.offset
  }

  /// The versions that there are, in hundredths: floats are never quite what was meant.
  static let versions: Set<Int> = [120, 130, 140]
  var hundredths: Int { Int((version * 100).rounded()) }

  // MARK: Process variables

  /// The types of channel access that saveData writes.
  private enum Kind: Int {
    case text = 0
    case short = 29
    case float = 30
    case char = 32
    case long = 33
    case double = 34
  }

  /// A process variable that was stored with the scan.
  struct Variable {
    var name: String
    var description: String
    var unit: String?
    var value: MetadataValue
  }

  /// Reads the process variables at an offset; those before a fault are kept in `variables`.
  static func variables(
    _ bytes: Span<UInt8>, at offset: Int, into variables: inout [Variable]
  ) throws(XDRCursor.Failure) {
    var cursor = XDRCursor(at: offset)
    let count = try cursor.count(bytes, "number of process variables", width: 12)
    for _ in 0..<count {
      let name = try cursor.text(bytes, "the name of a process variable")
      let description = try cursor.text(bytes, "the description of a process variable")
      let type = try cursor.integer(bytes, "the type of a process variable")
      guard let kind = Kind(rawValue: type) else {
        throw cursor.failure("the process variable \(name) is of a type (\(type)) that saveData does not write")
      }
      guard kind != .text else {
        let text = try cursor.text(bytes, "the value of \(name)")
        variables.append(Variable(name: name, description: description, value: .text(text)))
        continue
      }
      let length = try cursor.count(bytes, "length of \(name)", width: 4)
      let unit = try cursor.text(bytes, "the unit of \(name)")
      let value = try value(bytes, &cursor, kind, length, name)
      variables.append(
        Variable(name: name, description: description, unit: unit.isEmpty ? nil : unit, value: value))
    }
  }

  private static func value(
    _ bytes: Span<UInt8>, _ cursor: inout XDRCursor, _ kind: Kind, _ length: Int, _ name: String
  ) throws(XDRCursor.Failure) -> MetadataValue {
    let what = "the value of \(name)"
    let shape = length == 1 ? [] : [length]
    switch kind {
    case .float: return .array(TypedArray(try cursor.floats(bytes, length, what), shape: shape))
    case .double: return .array(TypedArray(try cursor.doubles(bytes, length, what), shape: shape))
    case .long: return .array(TypedArray(try cursor.integers(bytes, length, what), shape: shape))
    case .short:
      let values = try cursor.integers(bytes, length, what)
      return .array(TypedArray(values.map { Int16(truncatingIfNeeded: $0) }, shape: shape))
    case .char, .text:
      // Characters are a text that ends with a zero.
      let codes = try cursor.integers(bytes, length, what).map { UInt8(truncatingIfNeeded: $0) }.prefix { $0 != 0 }
      return .text(TextEncoding.latin1.decode(Array(codes).span))
    }
  }
}
