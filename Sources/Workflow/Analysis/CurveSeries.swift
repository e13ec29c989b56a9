/// The curves that a step works on, and the standards that it compares them with.
import Analysis
import DataModel
import Datasets

/// Curves of all measurements in the space that the parameters choose, and what was found on the way.
struct CurveSeries {
  private(set) var members: [CurveMember] = []
  var findings: [Finding] = []
  let space: CurveSpace
  private let normalization: Normalization
  private let weight: Double

  /// The parameters of the spectra that are normalised first, and of chi(k) that is worked out.
  static let normalizing = Normalization.parameters(prefix: "normalize.")

  /// The curves of the inputs. Throws when there are fewer than `least`.
  init(_ input: AnalysisInput, _ parameters: AnalysisParameters, least: Int = 1) throws(AnalysisError) {
    self.init(empty: parameters)
    if space == .chi {
      let series = try ChiSeries(input, parameters)
      findings += series.findings
      for member in series.members { add(try CurveMember(member, weight: weight)) }
    } else {
      let series = try SpectrumSeries(input, parameters)
      findings += series.findings
      for member in series.members {
        add(member.spectrum, of: member.measurement, file: member.file, row: member.row)
      }
    }
    guard members.count >= least else {
      let reason = findings.first { $0.severity == .error }.map { ": " + $0.message } ?? ""
      throw AnalysisError("\(members.count) spectra can be used, and it takes \(least)\(reason)")
    }
  }

  /// The curves of the files that the parameter `standards` names, in its order. Throws when one of them gives none.
  init(standards input: AnalysisInput, _ parameters: AnalysisParameters) throws(AnalysisError) {
    self.init(empty: parameters)
    guard let names = parameters.items("standards"), !names.isEmpty else {
      throw AnalysisError("name the standards: --param standards=[FILE::SELECTOR,...]")
    }
    let choice = SignalChoice(parameters.text("standards_signal"))
    for name in names {
      let address = InputAddress(parsing: parameters.path(name))
      let before = members.count
      for item in try input.others(address) {
        do throws(ResolveError) {
          try add(item, choice)
        } catch {
          findings.append(
            Finding(
              ResolveFinding.unresolved, error.description,
              at: item.measurement.location(in: item.document.origin.name)))
        }
      }
      guard members.count > before else {
        let reason = findings.last.map { ": " + $0.message } ?? ""
        throw AnalysisError("the standard \(name) gives no curve\(reason)")
      }
    }
    nameApart()
  }

  private init(empty parameters: AnalysisParameters) {
    space = parameters.choice("space", .norm)
    normalization = Normalization(parameters, prefix: "normalize.")
    weight = parameters.number("kweight") ?? 0
  }

  private mutating func add(_ item: AnalysisInput.Item, _ choice: SignalChoice) throws(ResolveError) {
    let file = item.document.origin.name
    guard space != .chi else {
      let (chi, found) = try ChiResolver(item.measurement, file: file, choice: choice).chi()
      findings += found
      var husk = item.measurement
      husk.channels = []
      do throws(AnalysisError) {
        add(try CurveMember(ChiSeries.Member(chi: chi, measurement: husk, file: file), weight: weight))
      } catch {
        throw ResolveError(error.description)
      }
      return
    }
    let resolver = try SpectrumResolver(item.measurement, file: file, choice: choice)
    var found: [(row: Int, spectrum: Spectrum)] = []
    var notes: [Finding] = []
    try resolver.eachSpectrum { row, result in
      do throws(ResolveError) {
        let (spectrum, own) = try result.get()
        notes += own
        found.append((row, spectrum))
      } catch {
        notes.append(
          Finding(ResolveFinding.unresolved, error.description, at: item.measurement.location(in: file, row: row)))
      }
    }
    findings += notes
    for (row, spectrum) in found {
      var spectrum = spectrum
      if spectrum.source.sha256 == nil { spectrum.source.sha256 = item.document.origin.sha256 }
      add(spectrum, of: item.measurement, file: file, row: resolver.isSeries ? row : nil)
    }
  }

  private mutating func add(_ member: CurveMember) { members.append(member) }

  private mutating func add(_ spectrum: Spectrum, of measurement: Measurement, file: String, row: Int?) {
    var notes: [Finding] = []
    do throws(AnalysisError) {
      add(try CurveMember(spectrum, space, normalization, of: measurement, file: file, row: row, &notes))
    } catch {
      notes.append(
        Finding(AnalysisFinding.impossible, error.description, at: measurement.location(in: file, row: row)))
    }
    findings += notes
  }

  /// Gives curves of one name numbers, so that each has a name of its own, none of which is that of another array.
  private mutating func nameApart() {
    var taken: Set<String> = ["energy", "k", "data", "fit", "residual", "mean"]
    for i in members.indices {
      let base = members[i].curve.name
      var name = base
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(base) (\(number))"
        number += 1
      }
      members[i].curve.name = name
    }
  }

  /// What the axis of the curves is called.
  var axis: String { space == .chi ? "k" : "energy" }

  /// The range that the parameters choose for a curve; nil for all of it.
  static func range(
    _ parameters: AnalysisParameters, _ member: CurveMember
  ) throws(AnalysisError) -> ClosedRange<Double>? {
    let (low, high) = (parameters.number("xmin"), parameters.number("xmax"))
    guard low != nil || high != nil else { return nil }
    let whole = member.curve.range
    let words = parameters.text("range") ?? "auto"
    let misses = (low ?? -.infinity) > whole.upperBound || (high ?? .infinity) < whole.lowerBound
    let isRelative = words == "relative" || (words == "auto" && ((low ?? 0) < 0 || misses))
    let zero = isRelative ? member.e0 ?? 0 : 0
    let first = low.map { $0 + zero } ?? whole.lowerBound
    let last = high.map { $0 + zero } ?? whole.upperBound
    guard first < last else {
      throw AnalysisError("xmin=\(text(low ?? first)) is not below xmax=\(text(high ?? last))")
    }
    return first...last
  }

  static func text(_ number: Double) -> String { DisplayNumber.significant(number, digits: 7) }
}

extension Measurement {
  /// What was fitted or resolved: channels of which the first is the axis, what was done, where it and its standards are.
  init(
    _ arrays: [(name: String, values: [Double])], of member: CurveMember, standards: [CurveMember] = [], signal: String,
    step: Step
  ) {
    self.init(selector: SafeName.make(member.curve.name), title: member.curve.name)
    channels = arrays.enumerated().map { order, array in
      let isAxis = order == 0
      let role: ChannelRole = isAxis ? (array.name == "k" ? .k : .energy) : .other
      return Channel(
        name: array.name, role: role, unit: isAxis ? (array.name == "k" ? "1/Å" : "eV") : nil,
        values: Values(array.values))
    }
    signals = [Signal(name: signal, expression: signal, element: member.element, edge: member.edge)]
    metadata = member.measurement.metadata
    steps = member.steps + [step]
    references = [Reference(.member, to: member.source)] + standards.map { Reference(.standard, to: $0.source) }
  }
}
