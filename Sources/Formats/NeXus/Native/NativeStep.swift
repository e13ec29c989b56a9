import Bytes
import DataModel
import HDF5

/// A step as NXprocess with NXparameters.
enum NativeStep {
  private static let parameters = "parameters"
  private static let standardError = "standard_error"
  private static let missing = "edgewise_missing"

  static func write(_ step: Step, index: Int, into entry: Group, named name: String) throws(HDF5Error) {
    let group = try entry.createGroup(name)
    try group.attributes.write("NX_class", text: "NXprocess")
    try group.attributes.write(Native.part, text: Native.Part.step.rawValue)
    try group.createDataset("operation", text: step.operation)
    if let program = step.program { try group.createDataset("program", text: program) }
    if let version = step.version { try group.createDataset("version", text: version) }
    if let time = step.time { try group.createDataset("date", dateTime: time) }
    try group.createDataset("sequence_index", number: Int32(clamping: index + 1))
    if !step.inputs.isEmpty { try group.createDataset("inputs", TypedArray(step.inputs)) }
    if !step.outputs.isEmpty { try group.createDataset("outputs", TypedArray(step.outputs)) }
    guard !step.parameters.isEmpty else { return }
    let collection = try group.createGroup(parameters)
    try collection.attributes.write("NX_class", text: "NXparameters")
    var names = NameAllocator()
    for parameter in step.parameters { try write(parameter, named: names.claim(parameter.name), into: collection) }
  }

  private static func write(_ parameter: StepParameter, named name: String, into group: Group) throws(HDF5Error) {
    let dataset = try group.createDataset(name, parameter.value.stored ?? TypedArray(scalar: ""))
    if parameter.value == .missing { try dataset.attributes.write(missing, number: Int8(1)) }
    if name != parameter.name { try dataset.attributes.write(Native.name, text: parameter.name) }
    if let unit = parameter.unit { try dataset.attributes.write("units", text: unit) }
    if let error = parameter.standardError { try dataset.attributes.write(standardError, number: error) }
  }

  static func read(_ group: Group) throws(HDF5Error) -> Step {
    var step = Step(operation: try group.text("operation") ?? "")
    step.program = try group.text("program")
    step.version = try group.text("version")
    step.time = try group.text("date")
    step.inputs = try group.texts("inputs")
    step.outputs = try group.texts("outputs")
    guard try group.contains(parameters) else { return step }
    let collection = try group.group(parameters)
    for link in try collection.links() {
      guard case .dataset(let dataset) = try collection.open(link) else { continue }
      let attributes = dataset.attributes
      let value = try attributes.contains(missing) ? MetadataValue.missing : MetadataValue(try dataset.read())
      step.parameters.append(
        StepParameter(
          try attributes.text(Native.name) ?? link.name, value, unit: try attributes.text("units"),
          standardError: try attributes.readIfPresent(standardError)?.value?.singleNumber))
    }
    return step
  }
}

extension Group {
  /// The text of a scalar dataset that may be missing.
  func text(_ name: String) throws(HDF5Error) -> String? {
    guard try contains(name) else { return nil }
    return try dataset(name).read().singleText
  }

  /// The texts of a dataset that may be missing.
  func texts(_ name: String) throws(HDF5Error) -> [String] {
    guard try contains(name) else { return [] }
    return try dataset(name).read().strings
  }
}
