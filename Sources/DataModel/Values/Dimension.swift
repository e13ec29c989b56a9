/// A named dimension of a measurement, such as `point`, `spectrum`, `element` or `event`.
///
/// Channels that share a dimension name vary together along it. `edges` marks an axis of bin edges: one value more
/// than the dimension has bins.
public struct Dimension: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  public var name: String
  public var edges: Bool

  public init(_ name: String, edges: Bool = false) {
    self.name = name
    self.edges = edges
  }

  public init(stringLiteral value: String) { self.init(text: value) }

  /// Reads the text form: the name, followed by `+1` for bin edges.
  public init(text: String) {
    if text.hasSuffix(Self.edgesSuffix) {
      self.init(String(text.dropLast(Self.edgesSuffix.count)), edges: true)
    } else {
      self.init(text)
    }
  }

  /// `point`, or `point+1` for bin edges.
  public var description: String { edges ? name + Self.edgesSuffix : name }

  /// The scan points of one measurement.
  public static let point: Dimension = "point"
  /// The spectra of a series.
  public static let spectrum: Dimension = "spectrum"
  /// The elements of a detector.
  public static let element: Dimension = "element"
  /// The photons of an event list.
  public static let event: Dimension = "event"

  private static let edgesSuffix = "+1"
}
