import Bytes
import DataModel

/// The parts of a measurement as elements.
extension MetaXMLOutput {
  mutating func write(_ signal: Signal) throws(FormatError) {
    try begin("signal")
    try attribute("name", signal.name)
    try attribute("mode", signal.mode?.rawValue)
    try attribute("element", signal.element)
    try attribute("edge", signal.edge)
    try element("expression", signal.expression)
    if let window = signal.emissionWindow {
      try begin("emission_window")
      try attribute("low", window.low)
      try attribute("high", window.high)
      try attribute("unit", window.unit)
      try attribute("line", window.line)
      try end()
    }
    try end()
  }

  mutating func write(_ channel: Channel) throws(FormatError) {
    try begin("channel")
    try attribute("name", channel.name)
    try attribute("role", channel.role.rawValue)
    try attribute("qualifier", channel.qualifier)
    try attribute("unit", channel.unit)
    try attribute("mask", channel.mask)
    for dimension in channel.dimensions {
      try begin("dimension")
      try attribute("name", dimension.name)
      if dimension.edges { try attribute("edges", "true") }
      try end()
    }
    try write(channel.uncertainty)
    try writeRecord(of: channel)
    try write(channel.metadata)
    try end()
  }

  private mutating func write(_ uncertainty: Uncertainty) throws(FormatError) {
    guard uncertainty != .none else { return }
    try begin("uncertainty")
    if case .channel(let name) = uncertainty {
      try attribute("kind", MetaXML.Uncertainty.channel)
      try attribute("channel", name)
    } else {
      try attribute("kind", MetaXML.Uncertainty.poisson)
    }
    try end()
  }

  private mutating func writeRecord(of channel: Channel) throws(FormatError) {
    let checksum: String
    do throws(BlockError) {
      checksum = try channel.values.checksum()
    } catch {
      throw FormatError(.unwritable, "channel \"\(channel.name)\" cannot be read: \(error.description)")
    }
    try begin("array")
    try attribute("type", channel.values.type.rawValue)
    try attribute("shape", Self.text(ofShape: channel.values.shape))
    try attribute("sha256", checksum)
    try end()
  }

  mutating func write(_ step: Step) throws(FormatError) {
    try begin("step")
    try attribute("operation", step.operation)
    try attribute("program", step.program)
    try attribute("version", step.version)
    try attribute("time", step.time)
    for parameter in step.parameters {
      try begin("parameter", isInline: true)
      try attribute("name", parameter.name)
      try attribute("unit", parameter.unit)
      try attribute("standard_error", parameter.standardError)
      try write(parameter.value)
      try end()
    }
    for input in step.inputs { try element("input", input) }
    for output in step.outputs { try element("output", output) }
    try end()
  }

  mutating func write(_ reference: Reference) throws(FormatError) {
    try begin("reference")
    try attribute("relation", reference.relation.rawValue)
    try attribute("file", reference.target.file)
    try checksum(reference.target.sha256)
    try attribute("selector", reference.target.selector)
    try attribute("channel", reference.target.channel)
    try attribute("clock_offset", reference.clockOffset)
    try end()
  }

  mutating func write(_ views: MetaXMLViews) throws(FormatError) {
    for group in views.groups {
      try begin(group.name)
      for view in group.views {
        try begin(view.name)
        try attribute("unit", view.unit)
        try attribute("key", view.key)
        try text(view.text)
        try end()
      }
      try end()
    }
  }
}
