/// The elements of a detector, gathered from the channels of a measurement.
import Bytes
import DataModel

/// One element: its window, and what the electronics counted beside it. Arrays have one value per point.
struct FluorescenceElement {
  /// Its number, or the channel's name where it has none.
  let name: String
  let channel: String
  /// Counts of the window.
  var counts: [Double]
  /// By what they are (`icr`, `ocr`, `dtf`, `clock`, `events`, `resets`), and whether they are per second already.
  var rates: [String: Rate] = [:]

  struct Rate {
    let channel: String
    var values: [Double]
    let isPerSecond: Bool
  }
}

/// All elements of one window of one detector.
struct FluorescenceElements {
  var elements: [FluorescenceElement]
  let dimensions: [Dimension]
  let shape: [Int]
  var pointCount: Int { shape.reduce(1, *) }

  /// The kinds of channels that belong to an element, as the readers mark them: the qualifier is the kind and the number
  /// of the element, `ocr 3`.
  private static let kinds = ["icr", "ocr", "dtf", "clock", "events", "resets"]

  /// Throws when there are no counts of fluorescence, when they are corrected already, or when channels do not fit
  /// together.
  init(_ measurement: Measurement, window: String?) throws(AnalysisError) {
    let counted = try Self.windows(measurement, window)
    guard let first = counted.first else {
      let words = window.map { "window \"\($0)\"" } ?? "fluorescence"
      throw AnalysisError(
        "no channel holds counts of \(words); say which with --columns, such as ifluor=5+6+7")
    }
    let isTable = first.channel.dimensions.last == .element
    dimensions = isTable ? Array(first.channel.dimensions.dropLast()) : first.channel.dimensions
    shape = isTable ? Array(first.channel.values.shape.dropLast()) : first.channel.values.shape
    elements = []
    for (name, channel) in counted {
      guard channel.dimensions == first.channel.dimensions, channel.values.shape == first.channel.values.shape else {
        throw AnalysisError(
          "the channels \"\(first.channel.name)\" and \"\(channel.name)\" have different shapes: "
            + "\(first.channel.values.shape) and \(channel.values.shape)")
      }
      elements +=
        try isTable
        ? Self.elements(ofTable: channel, name, measurement) : [Self.element(channel, name, measurement)]
    }
  }

  /// The channels of the window with the names of their elements. Where there are numbered elements, other channels of
  /// fluorescence are other detectors; where there are none, the measurement's own signal says which channels belong
  /// together, since there may be windows of several chemical elements.
  private static func windows(
    _ measurement: Measurement, _ window: String?
  ) throws(AnalysisError) -> [(name: String?, channel: Channel)] {
    if let window {
      let named = measurement.channels.filter { $0.role == .ifluor && $0.qualifier == window }
      if !named.isEmpty { return named.map { (nil, $0) } }
      return measurement.channels.compactMap { channel in
        let words = (channel.qualifier ?? "").split(separator: " ")
        guard channel.role == .other, words.count == 2, words[0] == window else { return nil }
        return (String(words[1]), channel)
      }
    }
    let made = Set(measurement.steps.filter { $0.operation == FluorescenceSum.operation }.flatMap(\.outputs))
    let all = measurement.channels.filter { $0.role == .ifluor && !made.contains($0.name) }
    let numbered = all.filter { isNumber($0.qualifier) }
    if !numbered.isEmpty { return numbered.map { ($0.qualifier, $0) } }
    if let corrected = all.first(where: { $0.qualifier?.hasPrefix("dtc") == true }) {
      throw AnalysisError("\"\(corrected.name)\" is corrected for dead time already, as its file says")
    }
    let names = measurement.signals.first { $0.mode == .fluorescence }.map(channelNames) ?? []
    let together = all.filter { names.contains($0.name) }
    return (together.isEmpty ? all : together).map { (nil, $0) }
  }

  /// The channels that a signal's formula names; none where it cannot be read.
  static func channelNames(_ signal: Signal) -> [String] {
    guard let formula = try? SignalExpression(parsing: signal.expression) else { return [] }
    return formula.channelNames
  }

  private static func isNumber(_ qualifier: String?) -> Bool {
    qualifier.map { !$0.isEmpty && $0.allSatisfy(\.isNumber) } ?? false
  }

  private static func element(
    _ channel: Channel, _ name: String?, _ measurement: Measurement
  ) throws(AnalysisError) -> FluorescenceElement {
    var element = FluorescenceElement(
      name: name ?? channel.name, channel: channel.name, counts: try values(of: channel))
    guard let name else { return element }
    for kind in kinds {
      guard let rate = measurement.channels.first(where: { $0.role == .other && $0.qualifier == "\(kind) \(name)" })
      else { continue }
      let values = try values(of: rate)
      guard values.count == element.counts.count else {
        throw AnalysisError(
          "\"\(channel.name)\" has \(element.counts.count) points, and \"\(rate.name)\", which belongs to it, "
            + "\(values.count)")
      }
      element.rates[kind] = .init(channel: rate.name, values: values, isPerSecond: isPerSecond(rate.unit))
    }
    return element
  }

  /// The elements of a channel whose last dimension they are; rates are tables of the same shape.
  private static func elements(
    ofTable channel: Channel, _ name: String?, _ measurement: Measurement
  ) throws(AnalysisError) -> [FluorescenceElement] {
    let width = channel.values.shape.last ?? 0
    let counts = try values(of: channel)
    func column(_ values: [Double], _ index: Int) -> [Double] {
      stride(from: index, to: values.count, by: width).map { values[$0] }
    }
    var elements = (0..<width).map { index in
      FluorescenceElement(name: "\(index + 1)", channel: channel.name, counts: column(counts, index))
    }
    for kind in kinds {
      let wanted = name.map { "\(kind) \($0)" } ?? kind
      guard let rate = measurement.channels.first(where: { $0.role == .other && $0.qualifier == wanted }),
        rate.values.shape == channel.values.shape
      else { continue }
      let values = try values(of: rate)
      for index in elements.indices {
        elements[index].rates[kind] = .init(
          channel: rate.name, values: column(values, index), isPerSecond: isPerSecond(rate.unit))
      }
    }
    return elements
  }

  static func isPerSecond(_ unit: String?) -> Bool {
    guard let unit, !unit.isEmpty else { return false }
    return unit.lowercased() == "cps" || PhysicalUnit.convert([1], from: unit, to: "1/s") != nil
  }

  static func values(of channel: Channel) throws(AnalysisError) -> [Double] {
    guard channel.values.type.isNumeric, !channel.values.type.isComplex else {
      throw AnalysisError("the channel \"\(channel.name)\" holds no real numbers")
    }
    do throws(BlockError) {
      return try channel.values.load().doubles()
    } catch {
      throw AnalysisError("the channel \"\(channel.name)\" could not be read: \(error.description)")
    }
  }
}
