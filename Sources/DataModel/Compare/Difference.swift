/// One thing in which two documents differ.
public struct Difference: Sendable, Hashable {
  /// Which part of the model it concerns.
  public var aspect: Aspect
  /// The place, such as `/1/channels/energy/values`; measurements count from 1.
  public var path: String
  /// What the first document says; nil when it says nothing.
  public var a: String?
  /// What the second document says; nil when it says nothing.
  public var b: String?

  public init(_ aspect: Aspect, _ path: String, a: String?, b: String?) {
    self.aspect = aspect
    self.path = path
    self.a = a
    self.b = b
  }

  public enum Aspect: String, Sendable, Hashable, CaseIterable {
    case measurement, title, time, channel, name, values, type, unit, role, dimensions, uncertainty, mask, signal
    case metadata, step, reference, origin
  }
}

/// How strictly documents are compared.
public struct ComparisonOptions: Sendable {
  /// Relative tolerance of numbers; 0 compares bit for bit (all NaNs count as equal).
  public var relativeTolerance = 0.0
  /// Absolute tolerance of numbers.
  public var absoluteTolerance = 0.0
  /// Metadata keys, channel names and path ends that are not compared (case-insensitive).
  public var ignoredKeys: Set<String> = [] {
    didSet { ignoredKeys = Set(ignoredKeys.map { $0.lowercased() }) }
  }

  /// What it means that only one document has the values of an array.
  public var absentValues = AbsentValues.compareChecksums

  /// The ways to compare values that one document has and of which the other one knows the checksum.
  public enum AbsentValues: Sendable {
    /// Equal checksums make them equal.
    case compareChecksums
    /// They differ; nothing has to be read for that.
    case differ
    /// They differ, and the difference says whether the checksums agree.
    case differWithChecksum
  }

  public init(relativeTolerance: Double = 0, absoluteTolerance: Double = 0, ignoredKeys: Set<String> = []) {
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
    self.ignoredKeys = Set(ignoredKeys.map { $0.lowercased() })
  }

  var isExact: Bool { relativeTolerance == 0 && absoluteTolerance == 0 }

  func ignores(_ key: String) -> Bool {
    !ignoredKeys.isEmpty
      && (ignoredKeys.contains(key.lowercased())
        || ignoredKeys.contains(key.split(separator: ".").last.map { $0.lowercased() } ?? ""))
  }
}
