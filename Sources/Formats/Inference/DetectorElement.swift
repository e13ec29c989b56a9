/// How the channels of one element of a multi-element detector are told to belong together.
import DataModel

/// Channels of one element carry its number in the qualifier: the counts of a window alone (`3`), the rates behind their
/// name (`icr 3`, `ocr 3`).
enum DetectorElement {
  /// All photons that the element met.
  static let inputRate = "icr"
  /// All photons that the electronics kept.
  static let outputRate = "ocr"

  /// The factor that gives back what was lost in the dead time, as a formula; nil where a rate is missing.
  static func correction(of qualifier: String?, among channels: [Channel]) -> String? {
    guard let qualifier else { return nil }
    func rate(_ kind: String) -> String? {
      channels.first { $0.role == .other && $0.qualifier == "\(kind) \(qualifier)" }
        .map { SignalExpression.quoted($0.name) }
    }
    guard let input = rate(inputRate), let output = rate(outputRate) else { return nil }
    return "\(input)/\(output)"
  }
}
