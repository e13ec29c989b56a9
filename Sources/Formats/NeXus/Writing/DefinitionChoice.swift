/// Which application definitions an entry claims, and what is said about it.
import Bytes
import DataModel

/// The definition of an entry, and the older one that it holds for older readers.
struct DefinitionChoice {
  /// The definition of the entry itself.
  private(set) var entry: DefinitionPlan?
  /// The official NXxas, in an NXsubentry.
  private(set) var subentry: DefinitionPlan?
  private(set) var findings: [Finding] = []
  /// The values of the default signal, worked out once.
  let values: SignalExpression.Result?
  private let measurement: Measurement
  private let stated: StatedFacts
  private let entryPath: String
  private let fileName: String
  private let time: String?

  static let subentryName = "nxxas"

  /// - `asked`: the id that was asked for; `none` for none, nil for the newest that fits.
  init(
    _ measurement: Measurement, asked: String?, entryPath: String, fileName: String, time: String?
  ) {
    self.measurement = measurement
    stated = StatedFacts(measurement)
    self.entryPath = entryPath
    self.fileName = fileName
    self.time = time
    let isWanted = asked == nil ? measurement.technique == "XAS" : asked != "none"
    values = isWanted ? measurement.signals.first.flatMap { measurement.values(of: $0.expression) } : nil
    guard isWanted else { return }
    if let asked {
      guard let family = XASFamily.named(asked) else { return }
      take(family)
    } else {
      takeNewest()
    }
  }

  /// What was asked for, or a warning.
  private mutating func take(_ family: XASFamily) {
    switch plan(family, mayOmitInstrument: true) {
    case .complete(let plan):
      entry = plan
      report(plan, below: entryPath)
    case .incomplete(let missing):
      note(NeXusFinding.definitionRefused, "\(family.id) was not claimed; missing: " + missing.joined(separator: "; "))
    }
  }

  /// The newest definition made for the detection mode with the official one below it; else the official one alone.
  private mutating func takeNewest() {
    guard let official = XASFamily.named("NXxas") else { return }
    var refusals: [String] = []
    if let family = XASFamily.specialised(for: measurement.signals.first?.mode) {
      switch plan(family, mayOmitInstrument: false) {
      case .complete(let plan):
        entry = plan
        report(plan, below: entryPath)
      case .incomplete(let missing):
        refusals.append("\(family.id) was not claimed; missing: " + missing.joined(separator: "; "))
      }
    }
    switch plan(official, mayOmitInstrument: false) {
    case .complete(let plan) where entry == nil:
      entry = plan
      report(plan, below: entryPath)
    case .complete(let plan):
      subentry = plan
      report(plan, below: entryPath + "/" + Self.subentryName)
    case .incomplete(let missing):
      refusals.append("the official NXxas was not claimed; missing: " + missing.joined(separator: "; "))
    }
    if !refusals.isEmpty { note(NeXusFinding.definitionIncomplete, refusals.joined(separator: " | ")) }
  }

  private func plan(_ family: XASFamily, mayOmitInstrument: Bool) -> DefinitionPlan.Outcome {
    let index = FamilyFacts.signal(for: family, in: measurement)
    let values = index == 0 ? values : index.flatMap { measurement.values(of: measurement.signals[$0].expression) }
    let facts = FamilyFacts(
      measurement, stated: stated, for: family, signal: index, values: values, fileName: fileName, time: time)
    let outcome = DefinitionPlan.make(for: facts, mayOmitInstrument: mayOmitInstrument)
    guard case .complete(var plan) = outcome, family.definition == "NXxas_trans", family.maker == .fairmat else {
      return outcome
    }
    plan.add(ReferenceSpectrum(measurement, stated: stated, besides: index, fileName: fileName, time: time).fields())
    return .complete(plan)
  }

  private mutating func report(_ plan: DefinitionPlan, below path: String) {
    for assumption in plan.assumptions {
      let message = "\(assumption.path) = \(assumption.value): \(assumption.reason)"
      // What the entry assumed its subentry need not say again.
      guard !findings.contains(where: { $0.message == message }) else { continue }
      findings.append(Finding(NeXusFinding.assumed, message, at: .init(path: path + "/" + assumption.path)))
    }
    guard plan.leavesOutKnownInstrument else { return }
    findings.append(
      Finding(
        NeXusFinding.instrumentOmitted, "\(plan.family.id) wants detectors that the data do not have",
        at: .init(path: path + "/" + EntryNames.instrument)))
  }

  private mutating func note(_ code: FindingCode, _ message: String) {
    findings.append(Finding(code, message, at: .init(path: entryPath)))
  }
}
