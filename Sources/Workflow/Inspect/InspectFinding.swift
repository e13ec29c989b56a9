/// What looking at a file can find beyond what its reader found.
import Bytes
public import DataModel

/// The codes of `inspect`.
public enum InspectFinding {
  static let values = FindingCode(
    "INSPECT-VALUES", .error, "The values of a channel could not be read.",
    example: "a dataset whose compressed chunks are damaged",
    cure: "Fetch the file again; the other channels were read.", isPartialRead: true)

  /// All codes of this table.
  public static let all: [FindingCode] = [values]

  static func values(of channel: Channel, in measurement: Measurement, _ error: BlockError) -> Finding {
    let selector = measurement.selector
    return Finding(
      values, "channel \"\(channel.name)\" could not be read: \(error.description)",
      at: Finding.Location(path: selector.hasSuffix("/") ? selector + channel.name : "\(selector)/\(channel.name)"))
  }
}
