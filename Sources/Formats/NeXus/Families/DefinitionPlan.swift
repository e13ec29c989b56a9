/// How a measurement fills an application definition, or why it cannot.
import DataModel

/// Everything that a definition asks for, answered: what is written below an NXentry or NXsubentry.
struct DefinitionPlan {
  let family: XASFamily
  var fields: [PlannedField]
  /// What every NXdata shows, by the names that the definition gives it.
  let plotFields: [PlannedField]
  /// Where the definition asks for more than the data say: the path, the value, and what it rests on.
  var assumptions: [(path: String, value: String, reason: String)]
  /// Optional groups that are left out, since what they demand is not known; paths below the entry.
  let omitted: Set<String>
  /// Whether something is known of an instrument that is left out.
  let leavesOutKnownInstrument: Bool

  enum Outcome {
    case complete(DefinitionPlan)
    /// What the definition demands and the data do not have, in words.
    case incomplete(missing: [String])
  }

  /// - `mayOmitInstrument`: whether what is known of the instrument may stay out where its detectors are missing.
  static func make(for facts: FamilyFacts, mayOmitInstrument: Bool) -> Outcome {
    guard facts.signal != nil else {
      let modes = facts.family.modes?.map(\.rawValue).sorted().joined(separator: ", ")
      return .incomplete(missing: [modes.map { "a signal in \($0)" } ?? "a signal"])
    }
    var filling = Filling(facts: facts, mayOmitInstrument: mayOmitInstrument)
    return filling.run()
  }

  /// Names that the NXdata groups keep free for what the definition shows there.
  func reservedNames(in measurement: Measurement) -> [String] {
    plotFields.filter { field in
      if case .channel(let name) = field.content { return name != field.place.field }
      return true
    }.map(\.place.field)
  }

  /// True when the crosswalk may write here: not into groups that are left out, nor into detectors without data.
  func admits(_ place: NeXusPlace) -> Bool {
    let path = place.path
    guard !omitted.contains(where: { path.hasPrefix($0 + "/") }) else { return false }
    guard family.maker != .official, place.groups.last?.nxClass == "NXdetector" else { return true }
    return fields.contains { $0.place.groups == place.groups && $0.place.field == "data" }
  }
}

/// The answers to all demands of one definition.
private struct Filling {
  let facts: FamilyFacts
  let mayOmitInstrument: Bool
  private var missing: [String] = []
  private var assumptions: [(path: String, value: String, reason: String)] = []

  init(facts: FamilyFacts, mayOmitInstrument: Bool) {
    self.facts = facts
    self.mayOmitInstrument = mayOmitInstrument
  }

  mutating func run() -> DefinitionPlan.Outcome {
    let family = facts.family
    assumeMode()
    let answers = family.demands.map { ($0, facts.answer($0.question)) }
    let omitted = groupsLeftOut(answers)
    var fields: [PlannedField] = []
    for (demand, answer) in answers where !omitted.contains(where: { demand.place.path.hasPrefix($0 + "/") }) {
      guard let content = take(demand.accepts(answer) ? answer : .unknown, at: demand.place.path) else {
        if demand.need == .required { missing.append("\(demand.place.path): \(demand.question.words)") }
        continue
      }
      fields += expanded(demand, content)
    }
    let plotFields = family.plotFields.compactMap { field -> PlannedField? in
      guard let content = take(facts.answer(field.question), at: "data/" + field.name) else {
        missing.append("data/\(field.name): \(field.question.words)")
        return nil
      }
      return PlannedField(place: NeXusPlace(field.name), content: content)
    }
    guard missing.isEmpty else { return .incomplete(missing: missing) }
    return .complete(
      DefinitionPlan(
        family: family, fields: fields, plotFields: plotFields, assumptions: assumptions, omitted: omitted,
        leavesOutKnownInstrument: omitted.contains(EntryNames.instrument) && knowsInstrument))
  }

  /// A definition that was asked for may say more of the detection than the file does.
  private mutating func assumeMode() {
    guard let modes = facts.family.modes, let mode = modes.first, facts.signal?.mode.map(modes.contains) != true else {
      return
    }
    let stated = facts.signal?.mode.map { "no more than \($0.rawValue)" } ?? "nothing"
    assumptions.append(("definition", mode.rawValue, "the file says \(stated) of how absorption was detected"))
  }

  private mutating func take(_ answer: Answer, at path: String) -> PlannedField.Content? {
    if case .assumed(let content, let reason) = answer {
      let isKnown = assumptions.contains { $0.reason == reason && $0.value == content.display }
      if !isKnown { assumptions.append((path, content.display, reason)) }
    }
    return answer.content
  }

  /// Optional groups that lack something they demand. The instrument goes only where nothing known goes with it, or
  /// where that was allowed.
  private func groupsLeftOut(_ answers: [(Demand, Answer)]) -> Set<String> {
    let family = facts.family
    var result: Set<String> = []
    for group in family.optionalGroups {
      let isIncomplete = answers.contains { demand, answer in
        demand.need == .required && family.group(around: demand) == group && answer.content == nil
      }
      guard isIncomplete else { continue }
      if group == EntryNames.instrument, !mayOmitInstrument, knowsInstrument { continue }
      result.insert(group)
    }
    return result
  }

  private var knowsInstrument: Bool {
    Crosswalk.items(in: facts.measurement).contains { $0.row.nexus?.groups.first?.nxClass == "NXinstrument" }
  }

  /// Lines have a group each, named after them; everything else is one field.
  private func expanded(_ demand: Demand, _ content: PlannedField.Content) -> [PlannedField] {
    guard demand.question == .emissionLines else { return [PlannedField(place: demand.place, content: content)] }
    return facts.emissionLines.map { line in
      let name = line.filter { $0 != "-" && $0 != "," } + "_" + demand.place.field
      let parents = demand.place.groups.map { "\($0.name):\($0.nxClass)/" }.joined()
      return PlannedField(place: NeXusPlace("\(parents)\(name):NXemission_line/name"), content: .text(line))
    }
  }
}

extension Demand {
  /// Counts that nobody kept are worked out only where the definition insists on them.
  fileprivate func accepts(_ answer: Answer) -> Bool {
    guard need == .known, case .assumed = answer, case .detector = question else { return true }
    return false
  }
}

extension PlannedField.Content {
  /// The value for a finding.
  var display: String {
    switch self {
    case .text(let text): "\"\(text)\""
    case .boolean(let flag): flag ? "true" : "false"
    case .integers(let numbers): "\(numbers)"
    case .number(let number, let unit): (number.isNaN ? "NaN" : "\(number)") + (unit.map { " " + $0 } ?? "")
    case .numbers(let numbers, _, let unit, let source):
      numbers.first?.isNaN == true ? "NaN" : source + (unit.map { " in " + $0 } ?? "")
    case .channel(let name): name
    case .signal: "the default signal"
    case .group(let nexusClass): nexusClass
    }
  }
}
