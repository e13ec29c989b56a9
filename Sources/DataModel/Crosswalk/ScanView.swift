/// When, by whom and at which edge was measured, as the metadata tell it, whatever vocabulary they use.
public struct ScanView: Sendable {
  private let lookup: CrosswalkLookup

  init(_ metadata: Metadata) { lookup = CrosswalkLookup(metadata) }

  /// As written; a time zone is never guessed.
  public var startTime: Sourced<String>? { lookup.text(.startTime) }
  public var endTime: Sourced<String>? { lookup.text(.endTime) }
  public var experimenters: Sourced<String>? { lookup.text(.experimenters) }
  /// The absorbing element, by symbol or name; nil when what is written is no element.
  public var element: Sourced<Element>? { lookup.first(.element) { _, text in Self.element(text) } }
  public var edge: Sourced<EdgeLabel>? { lookup.first(.edge) { _, text in EdgeLabel(parsing: text) } }
  /// The edge energy that the scan was set up with, in eV.
  public var edgeEnergy: Sourced<Double>? { lookup.number(.edgeEnergy) }
  /// The element of the reference foil.
  public var referenceElement: Sourced<Element>? { lookup.first(.referenceElement) { _, text in Self.element(text) } }
  public var referenceEdge: Sourced<EdgeLabel>? {
    lookup.first(.referenceEdge) { _, text in EdgeLabel(parsing: text) }
  }

  private static func element(_ text: String) -> Element? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let word = words.first.map(String.init) else { return nil }
    return Element(symbol: word) ?? Element(name: word)
  }
}

extension Measurement {
  /// The scan, computed from the metadata at each call.
  public var scan: ScanView { ScanView(metadata) }
}
