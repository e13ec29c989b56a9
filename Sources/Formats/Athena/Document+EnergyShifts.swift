/// Applying the energy shifts that project records state but do not contain.
import Bytes
public import DataModel

extension Document {
  /// The document with the shift of each record added to its energies.
  ///
  /// Athena keeps energies as they were measured and a shift (`bkg_eshift`, in eV) beside them. Here the shift goes into
  /// the energies and into E0, which is an energy too; the argument becomes 0, and the step says that it was applied.
  /// Measurements without a shift, or whose energies cannot be read, stay as they are.
  public func applyingEnergyShifts() -> Document {
    var result = self
    for index in result.measurements.indices { result.measurements[index].applyEnergyShift() }
    return result
  }

  /// How many measurements state a shift that their energies do not contain.
  public var pendingEnergyShiftCount: Int {
    measurements.count { measurement in measurement.steps.contains(where: Measurement.isPendingShift) }
  }
}

extension Measurement {
  fileprivate mutating func applyEnergyShift() {
    guard let step = steps.firstIndex(where: Self.isPendingShift), let shift = Self.shift(of: steps[step]),
      let place = channels.firstIndex(where: { $0.role == .energy && ($0.unit ?? "eV") == "eV" }),
      let energies = try? channels[place].values.load(), energies.type.isNumeric
    else { return }
    channels[place].values = Values(energies.doubles().map { $0 + shift }, shape: energies.shape)
    steps[step].setText("yes", of: AthenaSteps.applied)
    for index in steps.indices {
      guard let e0 = steps[index].parameters.firstIndex(where: { $0.name == "e0" && $0.unit == "eV" }),
        case .array(let array) = steps[index].parameters[e0].value, let number = array.singleNumber
      else { continue }
      steps[index].parameters[e0].value = .number(number + shift)
    }
    shiftArguments(by: shift)
  }

  /// Whether a step is a shift that has not been applied.
  fileprivate static func isPendingShift(_ step: Step) -> Bool {
    step.operation == AthenaSteps.energyShift
      && step.parameters.contains { $0.name == AthenaSteps.applied && $0.value == .text("no") }
  }

  private static func shift(of step: Step) -> Double? {
    guard case .array(let array)? = step.parameters.first(where: { $0.name == AthenaSteps.shift })?.value else {
      return nil
    }
    return array.singleNumber
  }

  private mutating func shiftArguments(by shift: Double) {
    guard
      let place = metadata.nodes.firstIndex(where: {
        $0.name == AthenaProject.Node.arguments && $0.text(ofAttribute: ProjectLiteral.Mark.literal) != nil
      })
    else { return }
    var arguments = AthenaArguments(ProjectLiteral(metadata.nodes[place]))
    if let e0 = arguments.number("bkg_e0") { arguments.set("bkg_e0", NumberFormatter.text(e0 + shift)) }
    arguments.set(AthenaSteps.appliedShiftArgument, arguments.text(AthenaSteps.shiftArgument) ?? "")
    arguments.set(AthenaSteps.shiftArgument, "0")
    metadata.nodes[place] = arguments.literal.node(AthenaProject.Node.arguments, line: metadata.nodes[place].line)
  }
}

extension Step {
  fileprivate mutating func setText(_ text: String, of name: String) {
    for index in parameters.indices where parameters[index].name == name { parameters[index].value = .text(text) }
  }
}
