import Bytes
import DataModel

/// The parts of a measurement.
extension MetaXMLReader {
  mutating func readSignals() throws(FormatError) -> [Signal] {
    var result: [Signal] = []
    while let tag = try events.child() {
      var signal = Signal(
        name: tag["name"] ?? "", expression: "", mode: tag["mode"].flatMap { DetectionMode(rawValue: $0) },
        element: tag["element"], edge: tag["edge"])
      while let child = try events.child() {
        switch child.name {
        case "expression": signal.expression = try events.text()
        case "emission_window":
          signal.emissionWindow = EmissionWindow(
            low: number(child, "low") ?? .nan, high: number(child, "high") ?? .nan, unit: child["unit"] ?? "",
            line: child["line"])
          try events.skip()
        default: try events.skip()
        }
      }
      result.append(signal)
    }
    return result
  }

  mutating func readChannels() throws(FormatError) -> [Channel] {
    var result: [Channel] = []
    while let tag = try events.child() { result.append(try readChannel(tag)) }
    return result
  }

  private mutating func readChannel(_ tag: MetaXMLEvents.Tag) throws(FormatError) -> Channel {
    let nothing = Values(absent: ArrayRecord(type: .float64, shape: [0], sha256: nil))
    var channel = Channel(
      name: tag["name"] ?? "", role: tag["role"].flatMap { ChannelRole(rawValue: $0) } ?? .other,
      qualifier: tag["qualifier"], unit: tag["unit"], dimensions: [], values: nothing, mask: tag["mask"])
    while let child = try events.child() {
      switch child.name {
      case "dimension":
        channel.dimensions.append(
          Dimension(child["name"] ?? "", edges: ["true", "1"].contains(child["edges"] ?? "")))
        try events.skip()
      case "uncertainty":
        channel.uncertainty =
          child["kind"] == MetaXML.Uncertainty.poisson ? .poisson : .channel(child["channel"] ?? "")
        try events.skip()
      case "array":
        let type = child["type"].flatMap { ElementType(rawValue: $0) } ?? .float64
        channel.values = Values(
          absent: ArrayRecord(type: type, shape: readShape(child), sha256: child["sha256"].flatMap(MetaXML.hash)))
        try events.skip()
      case "metadata": channel.metadata = try readMetadata()
      default: try events.skip()
      }
    }
    return channel
  }

  mutating func readSteps() throws(FormatError) -> [Step] {
    var result: [Step] = []
    while let tag = try events.child() {
      var step = Step(
        operation: tag["operation"] ?? "", program: tag["program"], version: tag["version"], time: tag["time"])
      while let child = try events.child() {
        switch child.name {
        case "parameter":
          let value = try readOnlyValue()
          step.parameters.append(
            StepParameter(
              child["name"] ?? "", value ?? .missing, unit: child["unit"],
              standardError: number(child, "standard_error")))
        case "input": step.inputs.append(try events.text())
        case "output": step.outputs.append(try events.text())
        default: try events.skip()
        }
      }
      result.append(step)
    }
    return result
  }

  mutating func readReferences() throws(FormatError) -> [Reference] {
    var result: [Reference] = []
    while let tag = try events.child() {
      let target = Reference.Target(
        file: tag["file"], sha256: tag["sha256"] ?? tag["checksum"], selector: tag["selector"],
        channel: tag["channel"])
      result.append(
        Reference(
          tag["relation"].flatMap { Reference.Relation(rawValue: $0) } ?? .raw, to: target,
          clockOffset: number(tag, "clock_offset")))
      try events.skip()
    }
    return result
  }

  private func number(_ tag: MetaXMLEvents.Tag, _ name: String) -> Double? {
    tag[name].flatMap { MetaXMLNumbers.double($0) }
  }
}
