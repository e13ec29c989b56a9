/// How the channels of one element of a multi-element detector are told to belong together.
import Bytes
import DataModel

/// Channels of one element carry its number in the qualifier: the counts of a window alone (`3`), the rates behind their
/// name (`icr 3`, `ocr 3`), and so does a factor that is made of them (`dtf 3`).
enum DetectorElement {
  /// All photons that the element met.
  static let inputRate = "icr"
  /// All photons that the electronics kept.
  static let outputRate = "ocr"
  /// What the electronics worked out of both: the first over the second.
  static let factor = "dtf"
  /// Ticks of the clock, and how many of them events and resets took (an event takes six).
  static let clock = "clock"
  static let events = "events"
  static let resets = "resets"

  /// The factor that gives back what was lost in the dead time, as a formula; nil where a rate is missing.
  static func correction(of qualifier: String?, among channels: [Channel]) -> String? {
    guard let qualifier else { return nil }
    func rate(_ kind: String) -> String? {
      channels.first { $0.role == .other && $0.qualifier == "\(kind) \(qualifier)" }
        .map { SignalExpression.quoted($0.name) }
    }
    if let input = rate(inputRate), let output = rate(outputRate) { return "\(input)/\(output)" }
    if let factor = rate(factor) { return factor }
    guard let clock = rate(clock), let events = rate(events), let resets = rate(resets) else { return nil }
    return "\(clock)/(\(clock)-6*\(events)-\(resets))"
  }

  /// In how many rows the photons that the electronics kept, which the correction divides by, are none; nil where the
  /// correction does not rest on them, or where they are not in memory.
  static func rowsWithoutOutput(_ qualifier: String?, among channels: [Channel]) -> (zero: Int, all: Int)? {
    func rate(_ kind: String) -> Channel? {
      channels.first { $0.role == .other && $0.qualifier == "\(kind) \(qualifier ?? "")" }
    }
    guard qualifier != nil, rate(inputRate) != nil, let values = rate(outputRate)?.values.inMemory?.doubles() else {
      return nil
    }
    return (values.count { $0 == 0 }, values.count)
  }

  /// Whether an element kept nothing in any row: it was not connected, and its corrected counts would be no numbers.
  static func isSilent(_ qualifier: String?, among channels: [Channel]) -> Bool {
    rowsWithoutOutput(qualifier, among: channels).map { $0.all > 0 && $0.zero == $0.all } ?? false
  }

  /// Says of each element with rates in how many rows it kept nothing, and what that does to the signals.
  static func missingRates(_ channels: [Channel]) -> [Finding] {
    channels.filter { $0.role == .ifluor }.compactMap { channel in
      guard let rows = rowsWithoutOutput(channel.qualifier, among: channels), rows.zero > 0 else { return nil }
      let element = channel.qualifier ?? ""
      let place = Finding.Location(path: "/1/channels/\(channel.name)")
      if rows.zero == rows.all {
        return Finding(
          BeamlineFinding.silentElement,
          "Element \(element) of the detector kept no photon in any of \(rows.all) rows; \"\(channel.name)\" is left "
            + "out of the signal.", at: place, found: "\(rows.zero) rows")
      }
      return Finding(
        BeamlineFinding.zeroRate,
        "Element \(element) of the detector kept no photon in \(rows.zero) of \(rows.all) rows; the signal has no value "
          + "there.", at: place, found: "\(rows.zero) rows")
    }
  }
}
