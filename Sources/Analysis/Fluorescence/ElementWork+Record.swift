/// What is said about the work: the step, and what was found.
import Bytes
import DataModel

extension ElementWork {
  func step(_ options: FluorescenceOptions, time: CountingTime, outputs: [String]) -> Step {
    var parameters = [StepParameter("model", .text(model.name))]
    if let tau = model.tau { parameters.append(StepParameter("tau", .number(tau), unit: "s")) }
    let names = used.map { elements[$0].name }
    parameters.append(StepParameter("elements", .text(names.joined(separator: " "))))
    let left = elements.indices.filter { !used.contains($0) }.map { elements[$0].name }
    if !left.isEmpty { parameters.append(StepParameter("excluded", .text(left.joined(separator: " ")))) }
    parameters.append(StepParameter("weights", .array(TypedArray(used.map { elements[$0].weight }))))
    let bases = Set(used.compactMap { factors[$0].basis })
    if !bases.isEmpty { parameters.append(StepParameter("rates", .text(bases.sorted().joined(separator: ", ")))) }
    if let window = options.window { parameters.append(StepParameter("window", .text(window))) }
    if model.tau != nil, let source = time.source { parameters.append(StepParameter("time", .text(source))) }
    if let most = used.compactMap({ factors[$0].iterations }).max() {
      parameters.append(StepParameter("iterations", .integer(Int64(most))))
    }
    var inputs: [String] = []
    for index in used {
      let element = source.elements[index]
      for name in [element.channel] + element.rates.values.map(\.channel).sorted() where !inputs.contains(name) {
        inputs.append(name)
      }
    }
    return Step(
      operation: FluorescenceSum.operation, program: "edgewise", version: EdgewiseVersion.string,
      parameters: parameters, inputs: inputs, outputs: outputs)
  }

  func findings(at path: String, lost: Int) -> [Finding] {
    var result = elements.indices.flatMap { findings(about: $0, at: path) }
    if lost > 0 {
      result.append(
        Finding(
          FluorescenceFinding.lost,
          "At \(lost) of \(source.pointCount) points no element is left; the sum has no value.",
          at: .init(path: path + "/channels"), found: "\(lost) points"))
    }
    return result
  }

  private func findings(about index: Int, at path: String) -> [Finding] {
    let element = elements[index]
    guard !element.flags.contains(.excluded) else { return [] }
    let place = Finding.Location(path: "\(path)/channels/\(element.channel)")
    let title = "Element \(element.name) (\"\(element.channel)\")"
    func percent(_ part: Double) -> String { NumberFormatter.text((part * 1000).rounded() / 10) + " %" }
    if element.flags.contains(.dead) {
      return [Finding(FluorescenceFinding.dead, "\(title) counted nothing; it is left out.", at: place)]
    }
    var result: [Finding] = []
    if element.pointsLeftOut > 0 {
      result.append(
        Finding(
          FluorescenceFinding.impossible,
          "\(title) has no true rate at \(element.pointsLeftOut) of \(source.pointCount) points; it is left out there"
            + (element.flags.contains(.unusable) ? "." : ", and the others are scaled up by its share."), at: place,
          found: "\(element.pointsLeftOut) points"))
    }
    if element.flags.contains(.hot) {
      result.append(
        Finding(
          FluorescenceFinding.hot,
          "\(title) has \(percent(element.share)) of all counts of \(used.count) elements, far more than the others.",
          at: place, found: percent(element.share)))
    }
    if element.flags.contains(.saturated) {
      result.append(
        Finding(
          FluorescenceFinding.saturated,
          "\(title) lost up to \(percent(element.largestLoss)) of its photons in the dead time; its correction is "
            + "doubtful.", at: place, found: percent(element.largestLoss)))
    }
    if factors[index].basis == "window" {
      result.append(
        Finding(
          FluorescenceFinding.windowOnly, "\(title) has no channel for all photons; the counts of its window stand in.",
          at: place))
    }
    if element.flags.contains(.uncorrected) {
      result.append(
        Finding(FluorescenceFinding.uncorrected, "\(title) has no rates; its counts are summed as they are.", at: place)
      )
    }
    return result
  }
}
