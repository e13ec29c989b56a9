import Bytes
import DataModel

extension Measurement {
  /// The channels by name; of several with one name the first, as everywhere.
  var channelsByName: [String: Channel] {
    Dictionary(channels.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// What of an edited measurement is taken over, and what cannot be.
extension MetadataEdit {
  mutating func merged(_ data: Measurement, _ twin: Measurement, _ place: String) -> Measurement {
    var result = data
    result.title = twin.title
    result.startTime = twin.startTime
    result.endTime = twin.endTime
    result.metadata = twin.metadata
    result.references = twin.references
    result.signals = twin.signals
    if twin.steps != data.steps {
      note(MetaXMLFinding.record, "steps of the metadata differ from those of the data, which stay", "\(place)/steps")
    }
    let edits = twin.channelsByName
    for index in result.channels.indices {
      guard let edited = edits[result.channels[index].name] else { continue }
      merge(edited, into: &result.channels[index], place)
    }
    check(result, place)
    return result
  }

  private mutating func merge(_ edited: Channel, into channel: inout Channel, _ place: String) {
    channel.role = edited.role
    channel.qualifier = edited.qualifier
    channel.unit = edited.unit
    channel.uncertainty = edited.uncertainty
    channel.mask = edited.mask
    channel.metadata = edited.metadata
    if edited.dimensions.count == channel.dimensions.count {
      channel.dimensions = edited.dimensions
    } else {
      note(
        MetaXMLFinding.part,
        "channel \"\(channel.name)\" has \(channel.dimensions.count) dimensions, not "
          + "\(edited.dimensions.count)", "\(place)/channels/\(channel.name)/dimensions")
    }
  }

  /// Whether the names that parts of the measurement mention are there.
  private mutating func check(_ measurement: Measurement, _ place: String) {
    let names = Set(measurement.channels.map(\.name))
    for channel in measurement.channels {
      var mentioned = [channel.mask].compactMap { $0 }
      if case .channel(let name) = channel.uncertainty { mentioned.append(name) }
      for name in mentioned where !names.contains(name) {
        note(MetaXMLFinding.part, "no channel is called \"\(name)\"", "\(place)/channels/\(channel.name)")
      }
    }
    var signals: Set<String> = []
    for signal in measurement.signals {
      let path = "\(place)/signals/\(signal.name)"
      if !signals.insert(signal.name).inserted {
        note(MetaXMLFinding.part, "two signals are called \"\(signal.name)\"", path)
      }
      do throws(ExpressionError) {
        for name in try SignalExpression(parsing: signal.expression).channelNames where !names.contains(name) {
          note(MetaXMLFinding.part, "the formula \(signal.expression) names \"\(name)\", which is no channel", path)
        }
      } catch {
        note(MetaXMLFinding.part, error.description, path)
      }
    }
  }
}
