/// What of a document a file of columns can hold: the numeric channels of one dimension of the first measurement,
/// and metadata of families and keys.
import Bytes
import DataModel

enum ColumnsProjection {
  static func project(_ document: Document) -> Document {
    var result = Document(origin: document.origin)
    result.measurements = document.measurements.prefix(1).map(project)
    return result
  }

  /// One measurement, under the selector 1.
  static func project(_ measurement: Measurement) -> Measurement {
    let channels = channels(of: measurement)
    let names = Set(channels.map(\.name))
    return Measurement(
      selector: "1", title: measurement.title, startTime: measurement.startTime, endTime: measurement.endTime,
      channels: channels.map { cut($0, names: names) },
      signals: measurement.signals.filter { needs($0, only: names) }, metadata: metadata(measurement.metadata))
  }

  /// The columns: channels of real numbers on the dimension of the default signal, or else of the first channel.
  private static func channels(of measurement: Measurement) -> [Channel] {
    let possible = measurement.channels.filter {
      $0.values.type.isNumeric && !$0.values.type.isComplex && $0.dimensions.count == 1 && $0.values.shape.count == 1
        && !$0.dimensions.contains(where: \.edges)
    }
    let signal = measurement.signals.first.flatMap { signalNames($0) }?.compactMap { name in
      possible.first { $0.name == name }
    }.first
    guard let model = signal ?? possible.first else { return [] }
    var names: Set<String> = []
    return possible.filter {
      $0.dimensions == model.dimensions && $0.values.shape == model.values.shape && names.insert($0.name).inserted
    }
  }

  private static func signalNames(_ signal: Signal) -> [String]? {
    do throws(ExpressionError) {
      return try SignalExpression(parsing: signal.expression).channelNames
    } catch {
      // A formula that cannot be read needs channels that cannot be known.
      return nil
    }
  }

  /// Whether a formula can be read and names these channels only.
  static func needs(_ signal: Signal, only names: Set<String>) -> Bool {
    signalNames(signal).map { $0.allSatisfy(names.contains) } ?? false
  }

  private static func cut(_ channel: Channel, names: Set<String>) -> Channel {
    var result = channel
    result.metadata = Metadata()
    if let mask = channel.mask, !names.contains(mask) { result.mask = nil }
    if case .channel(let name) = channel.uncertainty, !names.contains(name) { result.uncertainty = .none }
    return result
  }

  // MARK: Metadata

  /// Text values at depth 1 and 2. Numbers become the text that a person reads; a unit follows its value.
  private static func metadata(_ metadata: Metadata) -> Metadata {
    var result = Metadata()
    for node in metadata.nodes {
      if node.value != nil { result.nodes.append(plain(node)) }
      for child in node.children where child.value != nil {
        if node.value == nil {
          result.append(plain(child), toFamily: node.name)
        } else {
          // A node with a value of its own cannot be a family: its children become one of the same name.
          appendFamily(node.name, plain(child), to: &result)
        }
      }
    }
    return result
  }

  private static func appendFamily(_ name: String, _ child: MetadataNode, to metadata: inout Metadata) {
    metadata.append(child, toFamily: name)
  }

  private static func plain(_ node: MetadataNode) -> MetadataNode {
    let value = node.value?.display ?? ""
    let unit = node.unit.map { $0.isEmpty ? "" : " \($0)" } ?? ""
    return MetadataNode(node.name, .text(value + unit), line: node.line)
  }
}
