/// What measurements must share to go into one output.
import DataModel

/// A property of measurements by its name: one of `GroupKey.names`, or a metadata key such as `Sample.name`.
public struct GroupKey: Sendable, Hashable {
  /// The name as given.
  public let name: String

  /// A key from its name.
  public init(_ name: String) { self.name = name }

  /// What a measurement has under this key; nil when it has nothing, or nothing but blanks.
  func value(of measurement: Measurement) -> String? {
    let wanted = name.lowercased()
    let found =
      measurement.metadata.first(name)?.value?.display
      ?? Self.properties.first { $0.name == wanted }?.value(measurement)
    guard let found, found.contains(where: { !$0.isWhitespace }) else { return nil }
    return found
  }

  /// The properties that are no metadata keys.
  public static let names = properties.map(\.name)

  private static let properties: [(name: String, value: @Sendable (Measurement) -> String?)] = [
    ("element", { $0.signals.lazy.compactMap(\.element).first }),
    ("edge", { $0.signals.lazy.compactMap(\.edge).first }),
    ("mode", { $0.signals.first?.mode?.rawValue }),
    ("technique", { $0.technique }),
    ("title", { $0.title }),
    ("sample", { $0.sample.name?.value }),
    ("facility", { $0.instrument.facility?.value }),
    ("beamline", { $0.instrument.beamline?.value }),
    // Without a time zone it is the date as the beamline's clock showed it.
    ("date", { $0.startTime.map { String($0.prefix(10)) } }),
  ]
}

extension GroupKey {
  /// The measurements of several documents by their values, in the order of appearance; those without one come last.
  func groups(of documents: [Document]) -> [(value: String?, documents: [Document])] {
    var order: [String] = []
    var members: [String: [Int: Document]] = [:]
    var others: [Int: Document] = [:]
    for (index, document) in documents.enumerated() {
      for measurement in document.measurements {
        guard let value = value(of: measurement) else {
          others[index, default: document.withoutMeasurements].measurements.append(measurement)
          continue
        }
        if members[value] == nil { order.append(value) }
        members[value, default: [:]][index, default: document.withoutMeasurements].measurements.append(measurement)
      }
    }
    func sorted(_ parts: [Int: Document]) -> [Document] { parts.sorted { $0.key < $1.key }.map(\.value) }
    let named = order.map { (value: Optional($0), documents: sorted(members[$0] ?? [:])) }
    return others.isEmpty ? named : named + [(nil, sorted(others))]
  }
}

extension Document {
  fileprivate var withoutMeasurements: Document {
    var copy = self
    copy.measurements = []
    copy.findings = []
    return copy
  }
}
