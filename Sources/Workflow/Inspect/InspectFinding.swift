/// What looking at a file can find beyond what its reader found.
import Bytes
public import DataModel

/// The codes of `inspect`.
public enum InspectFinding {
  static let values = FindingCode(
    "INSPECT-VALUES", .error, "The values of a channel could not be read.",
    example: "a dataset whose compressed chunks are damaged",
    cure: "Fetch the file again; the other channels were read.", isPartialRead: true)

  static let size = FindingCode(
    "INSPECT-SIZE", .error, "A channel declares more values than can be looked at in any reasonable time.",
    example: "a damaged dataset that declares 1e12 points and stores none",
    cure: "Check the file; if it really is as large, look at parts of it with a program made for that.",
    isPartialRead: true)

  /// All codes of this table.
  public static let all: [FindingCode] = [values, size]

  /// 256 GiB: a fast disk would need many minutes.
  private static let byteLimit = 1 << 38

  /// Eight numbers about a channel's values. Throws the finding that says why they cannot be had.
  static func summary(of channel: Channel, in measurement: Measurement) throws(InspectRefusal) -> ChannelSummary {
    let values = channel.values
    guard let bytes = TypedArray.byteCount(ofShape: values.shape, type: values.type), bytes <= byteLimit else {
      let finding = Finding(
        size, "channel \"\(channel.name)\" declares the shape \(values.shape): its values were not looked at",
        at: place(of: channel, in: measurement))
      throw InspectRefusal(finding: finding)
    }
    do throws(BlockError) {
      return try ChannelSummary(of: values)
    } catch {
      throw InspectRefusal(finding: Self.values(of: channel, in: measurement, error))
    }
  }

  /// Reads the values of all channels and says which could not be read.
  static func unreadableValues(in document: Document) -> [Finding] {
    document.measurements.flatMap { measurement in
      measurement.channels.compactMap { channel -> Finding? in
        do throws(InspectRefusal) {
          _ = try summary(of: channel, in: measurement)
          return nil
        } catch {
          return error.finding
        }
      }
    }
  }

  static func values(of channel: Channel, in measurement: Measurement, _ error: BlockError) -> Finding {
    Finding(
      values, "channel \"\(channel.name)\" could not be read: \(error.description)",
      at: place(of: channel, in: measurement))
  }

  private static func place(of channel: Channel, in measurement: Measurement) -> Finding.Location {
    let selector = measurement.selector
    return Finding.Location(path: selector.hasSuffix("/") ? selector + channel.name : "\(selector)/\(channel.name)")
  }
}

/// Why the values of a channel were not looked at.
struct InspectRefusal: Error {
  var finding: Finding
}
