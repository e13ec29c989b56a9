public import Bytes

/// Comparing what two documents say, whatever files they came from.
///
/// Names, origins, selectors and line numbers are not compared: they belong to the file, not to what it says.
extension Document {
  /// All differences, in the order of the first document. Throws when values cannot be read from their file.
  public func differences(
    to other: Document, options: ComparisonOptions = ComparisonOptions()
  ) throws(BlockError) -> [Difference] {
    var result = MetadataComparison(options: options).differences(metadata, other.metadata, path: "/metadata")
    for index in 0..<Swift.max(measurements.count, other.measurements.count) {
      let path = "/\(index + 1)"
      guard index < measurements.count else {
        result.append(Difference(.measurement, path, a: nil, b: other.measurements[index].displayName))
        continue
      }
      guard index < other.measurements.count else {
        result.append(Difference(.measurement, path, a: measurements[index].displayName, b: nil))
        continue
      }
      result += try MeasurementComparison(options: options, path: path)
        .differences(measurements[index], other.measurements[index])
    }
    return result
  }
}

extension Measurement {
  /// The title, or failing that the selector.
  public var displayName: String { title ?? selector }
}

/// Two measurements, part by part.
struct MeasurementComparison {
  let options: ComparisonOptions
  let path: String

  func differences(_ a: Measurement, _ b: Measurement) throws(BlockError) -> [Difference] {
    var result: [Difference] = []
    result += text(.title, "title", a.title, b.title)
    result += text(.time, "start_time", a.startTime, b.startTime)
    result += text(.time, "end_time", a.endTime, b.endTime)
    result += try channels(a.channels, b.channels)
    result += list(.signal, "signals", a.signals, b.signals, name: \.name, describe: describe)
    result += MetadataComparison(options: options).differences(a.metadata, b.metadata, path: path + "/metadata")
    result += list(.step, "steps", a.steps, b.steps, name: \.operation, describe: describe)
    result += list(.reference, "references", a.references, b.references, name: \.relation.rawValue, describe: describe)
    return result
  }

  private func text(_ aspect: Difference.Aspect, _ name: String, _ a: String?, _ b: String?) -> [Difference] {
    a == b || options.ignores(name) ? [] : [Difference(aspect, "\(path)/\(name)", a: a, b: b)]
  }

  private func channels(_ a: [Channel], _ b: [Channel]) throws(BlockError) -> [Difference] {
    var result: [Difference] = []
    let other = Dictionary(b.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(a.map(\.name))
    var added = b.filter { !known.contains($0.name) }
    // What a channel of the second document is called in the first.
    var firstName: [String: String] = [:]
    for channel in a where !options.ignores(channel.name) {
      let place = "\(path)/channels/\(channel.name)"
      if let twin = other[channel.name] {
        result += try ChannelComparison(options: options, path: place).differences(channel, twin)
      } else if let (index, differences) = try renamed(channel, among: added, place) {
        firstName[added[index].name] = channel.name
        if !options.ignores("name") {
          result.append(Difference(.name, place + "/name", a: channel.name, b: added[index].name))
        }
        result += differences
        added.remove(at: index)
      } else {
        result.append(Difference(.channel, place, a: channel.description, b: nil))
      }
    }
    for channel in added where !options.ignores(channel.name) {
      result.append(Difference(.channel, "\(path)/channels/\(channel.name)", a: nil, b: channel.description))
    }
    let order = b.map { firstName[$0.name] ?? $0.name }.filter(known.contains)
    let present = Set(order)
    let shared = a.map(\.name).filter(present.contains)
    if shared != order {
      result.append(
        Difference(.channel, "\(path)/channels", a: shared.joined(separator: " "), b: order.joined(separator: " ")))
    }
    return result
  }

  /// Which of the channels is this one under another name, and what else differs: the first of the same role, shape
  /// and values. Nil when there is none.
  private func renamed(
    _ channel: Channel, among others: [Channel], _ place: String
  ) throws(BlockError) -> (index: Int, differences: [Difference])? {
    // With more candidates the search would cost more than its answer is worth.
    guard others.count <= 64 else { return nil }
    for (index, other) in others.enumerated()
    where other.role == channel.role && other.values.shape == channel.values.shape {
      let differences = try ChannelComparison(options: options, path: place).differences(channel, other)
      if !differences.contains(where: { $0.aspect == .values }) { return (index, differences) }
    }
    return nil
  }

  private func list<Item: Hashable>(
    _ aspect: Difference.Aspect, _ kind: String, _ a: [Item], _ b: [Item], name: (Item) -> String,
    describe: (Item) -> String
  ) -> [Difference] {
    var result: [Difference] = []
    for index in 0..<Swift.max(a.count, b.count) {
      let left = index < a.count ? a[index] : nil
      let right = index < b.count ? b[index] : nil
      guard left != right, let item = left ?? right, !options.ignores(name(item)) else { continue }
      result.append(
        Difference(
          aspect, "\(path)/\(kind)/\(index + 1)/\(name(item))", a: left.map(describe), b: right.map(describe)))
    }
    return result
  }

  private func describe(_ signal: Signal) -> String {
    let parts = [
      signal.name, signal.expression, signal.mode?.rawValue, signal.element, signal.edge,
      signal.emissionWindow.map { "\($0.low)...\($0.high) \($0.unit) \($0.line ?? "")" },
    ]
    return parts.compactMap { $0 }.joined(separator: "; ")
  }

  private func describe(_ step: Step) -> String {
    let parameters = step.parameters.map { parameter in
      "\(parameter.name)=\(parameter.value.display)" + (parameter.unit.map { " \($0)" } ?? "")
        + (parameter.standardError.map { " ± \($0)" } ?? "")
    }
    let parts = [step.operation, step.program, step.version, step.time].compactMap { $0 } + parameters
    return (parts + step.inputs.map { "in \($0)" } + step.outputs.map { "out \($0)" }).joined(separator: "; ")
  }

  private func describe(_ reference: Reference) -> String {
    let parts = [
      reference.relation.rawValue, reference.target.file, reference.target.sha256, reference.target.selector,
      reference.target.channel, reference.clockOffset.map { "clock offset \($0) s" },
    ]
    return parts.compactMap { $0 }.joined(separator: "; ")
  }
}

extension Channel: CustomStringConvertible {
  /// The channel in a few words: role, dimensions, shape, type, unit.
  public var description: String {
    let shape = values.shape.map(String.init).joined(separator: "×")
    return "\(role.rawValue) [\(dimensions.map(\.description).joined(separator: ", "))] \(shape) "
      + "\(values.type.rawValue) \(unit ?? "")"
  }
}
